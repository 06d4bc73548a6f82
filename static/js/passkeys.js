// A device's key: asked of the browser, put into the form, sent with it. Without this script, a code does the same.

if (window.PublicKeyCredential) document.querySelectorAll("[data-passkey]").forEach(offer);

function offer(place) {
  const button = place.querySelector("button");
  const alert = place.querySelector("[role=alert]");
  place.hidden = false;
  button.addEventListener("click", async () => {
    alert.hidden = true;
    try {
      const credential = await ask(place.dataset.passkey, JSON.parse(place.dataset.options));
      const form = place.closest("form");
      form.elements[place.dataset.field].value = JSON.stringify(plain(credential));
      form.requestSubmit();
    } catch {
      alert.textContent = place.dataset.failed;
      alert.hidden = false;
    }
  });
}

/** The browser's own question: which device, which finger. */
function ask(verb, options) {
  options.challenge = bytes(options.challenge);
  for (const list of [options.excludeCredentials, options.allowCredentials]) {
    for (const each of list ?? []) each.id = bytes(each.id);
  }
  if (options.user) options.user.id = bytes(options.user.id);
  return navigator.credentials[verb]({ publicKey: options });
}

/** The answer as the server reads it: binary values in base64url. */
function plain(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response };
}

function bytes(base64url) {
  const base64 = base64url.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const letters = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
