// Passkeys (WebAuthn). Without this file, and in browsers that know no passkeys, people log in by e-mail.

const form = document.querySelector("form[data-passkey], form[data-options]");
const button = form.querySelector("[data-passkey-button]");
const problem = form.querySelector("[data-passkey-problem]");
const missing = form.querySelector("[data-passkey-missing]");

const logIn = async () => {
  const address = form.dataset.passkey;
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  const { publicKey } = (await response.json()).request_options;
  form.action = address;
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
};

const make = () => {
  const { publicKey } = JSON.parse(form.dataset.options);
  // The device remembers whose it is, so that logging in needs no address, and asks for finger, face or code.
  Object.assign(publicKey.authenticatorSelection, {
    residentKey: "required", requireResidentKey: true, userVerification: "required",
  });
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) });
};

if (window.PublicKeyCredential && PublicKeyCredential.parseCreationOptionsFromJSON) {
  button.hidden = false;
  if (missing) missing.hidden = true;
  button.addEventListener("click", async () => {
    const mine = form.querySelector("[name=mine]");
    if (mine && !mine.reportValidity()) return;
    problem.hidden = true;
    try {
      const credential = await (form.dataset.passkey ? logIn() : make());
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch (error) {
      problem.hidden = false;
    }
  });
}
