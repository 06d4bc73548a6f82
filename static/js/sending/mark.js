// What tells this file from another of the same name and size: its date, and its two ends where the browser can hash.
const END = 64 * 1024;

export async function mark(file) {
  const ends = new Blob([file.slice(0, END), file.slice(-END)]);
  const digest = await crypto.subtle?.digest("SHA-256", await ends.arrayBuffer());
  const words = digest ? [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("") : "";
  return `${file.lastModified}-${words}`;
}
