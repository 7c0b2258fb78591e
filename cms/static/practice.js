// Sends answers without loading the page anew. Without this file the forms work by themselves.

const notSent = document.getElementById("not-sent");

const part = "application/vnd.mostik.part+html";

const newId = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, "0")).join("");

document.addEventListener("submit", async event => {
  const form = event.target;
  if (!form.matches(".answering")) return;
  event.preventDefault();
  const button = form.querySelector("button");
  if (button.disabled) return;
  button.disabled = true;
  notSent.hidden = true;
  // The same id when it is sent again: an answer that came through without our knowing counts once.
  form.dataset.id = form.dataset.id || newId();
  const fields = new URLSearchParams(new FormData(form));
  fields.set("id", form.dataset.id);
  try {
    const response = await fetch(form.action, {
      method: "POST", body: fields, headers: { Accept: part },
    });
    if (response.status >= 500) throw new Error(response.status);
    // What is no part of the lesson (cookies refused, a lesson taken away) is a page of its own.
    if (!response.headers.get("Content-Type").startsWith(part)) return form.submit();
    const answer = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const element of [...answer.body.children]) {
      const old = document.getElementById(element.id);
      if (old) old.replaceWith(element);
    }
    const block = answer.body.firstElementChild;
    const said = document.querySelector(`#${form.closest(".b").id} .said:not([hidden])`) || block;
    if (said) said.focus();
  } catch (error) {
    button.disabled = false;
    form.append(notSent);
    notSent.hidden = false;
  }
});
