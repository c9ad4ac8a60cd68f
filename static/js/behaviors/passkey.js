// Makes or uses a passkey: asks our server what for, lets the browser ask its owner, and sends what it signed with the form.

export default function passkey(form) {
  if (!window.PublicKeyCredential) return;
  form.hidden = false;
  const { options, kind, failed } = form.dataset;
  const problem = form.querySelector("[data-part=problem]");
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    problem.textContent = "";
    try {
      const asked = await ask(options, form);
      if (!asked) return;
      const credential = await navigator.credentials[kind]({ publicKey: read(asked) });
      form.elements.credential.value = JSON.stringify(told(credential));
      form.requestSubmit(event.submitter);
    } catch (refusal) {
      // The owner said no, or took too long, or there is nothing here to sign with: the browser does not tell us which.
      problem.textContent = failed;
    }
  });
}

async function ask(address, form) {
  const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value });
  const headers = { Accept: "application/json", "X-Requested-With": "fetch" };
  const answer = await fetch(address, { method: "POST", body, headers });
  const found = await answer.json();
  if (answer.ok) return found;
  if (!found.signin) throw new Error(found.error);
  location.assign(found.signin);
  return null;
}

function read(asked) {
  const known = (keys = []) => keys.map((key) => ({ ...key, id: bytes(key.id) }));
  const publicKey = { ...asked, challenge: bytes(asked.challenge) };
  if (asked.user) publicKey.user = { ...asked.user, id: bytes(asked.user.id) };
  if (asked.excludeCredentials) publicKey.excludeCredentials = known(asked.excludeCredentials);
  if (asked.allowCredentials) publicKey.allowCredentials = known(asked.allowCredentials);
  return publicKey;
}

function told(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const said = parts.filter((part) => response[part]).map((part) => [part, text(response[part])]);
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: Object.fromEntries(said),
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function bytes(base64url) {
  const plain = atob(base64url.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
