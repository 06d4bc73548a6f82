// One request, one answer: {ok, status, said}; status 0 when the network is away, 401 when the session is over.
const PATIENCE = 120000;

export async function ask(method, address, token, body) {
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  try {
    const answer = await fetch(address, { method, headers, body, signal: AbortSignal.timeout(PATIENCE) });
    return { ...heard(answer.status, answer.redirected), said: await answer.json().catch(() => null) };
  } catch {
    return { ok: false, status: 0, said: null };
  }
}

// That of the same page asked again: the page may have stayed open for longer than its token.
export async function freshToken(token) {
  const answer = await fetch(location.pathname).catch(() => null);
  const page = new DOMParser().parseFromString((await answer?.text()) ?? "", "text/html");
  return page.querySelector("[name=csrf_token]")?.value ?? token;
}

// A part of the file; XMLHttpRequest, the only one that tells how far a request has gone.
export function patch(address, token, offset, part, told) {
  const request = new XMLHttpRequest();
  const answer = new Promise((settle) => {
    request.open("PATCH", address);
    request.responseType = "json";
    request.timeout = PATIENCE;
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", token);
    request.setRequestHeader("Upload-Offset", String(offset));
    request.setRequestHeader("Content-Type", "application/offset+octet-stream");
    request.upload.onprogress = (event) => told(event.loaded);
    request.onload = () => settle({ ...heard(request.status, isElsewhere(request, address)), said: request.response });
    request.onerror = request.ontimeout = request.onabort = () => settle({ ok: false, status: 0, said: null });
    request.send(part);
  });
  return { answer, abort: () => request.abort() };
}

function isElsewhere(request, address) {
  return new URL(request.responseURL || location).pathname !== new URL(address, location).pathname;
}

// Sent to the sign-in page: the session is over.
function heard(status, isRedirected) {
  return isRedirected ? { ok: false, status: 401 } : { ok: status >= 200 && status < 300, status };
}
