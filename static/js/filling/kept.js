// What was typed and has not left yet, on this device alone: one place per person, file and section.
const PREFIX = "guichet:";

export class Kept {
  constructor(name) {
    this.name = name;
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.name));
    } catch {
      return null; // storage refused by the browser, or unreadable: nothing was kept
    }
  }

  write(answers) {
    try {
      localStorage.setItem(this.name, JSON.stringify({ answers, at: Date.now() }));
      return true;
    } catch {
      return false;
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.name);
    } catch {
      // nothing was kept
    }
  }
}

// The places of this device whose name begins so.
export function namesOf(prefix) {
  try {
    return Object.keys(localStorage).filter((each) => each.startsWith(prefix));
  } catch {
    return []; // storage refused by the browser: nothing was kept
  }
}

// At sign-out: nothing that anybody wrote stays on the device.
export function forgetAll() {
  namesOf(PREFIX).forEach((each) => localStorage.removeItem(each));
}
