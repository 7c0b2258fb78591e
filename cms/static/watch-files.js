// While files are being made, shows how far they are. Without this file the page is loaded anew by hand.

const SECONDS = 3;

const look = async () => {
  const states = document.getElementById("states");
  if (!("working" in states.dataset) || states.contains(document.activeElement)) return;
  const response = await fetch("?part", { headers: { Accept: "text/html" } });
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("states");
  if (fresh) states.replaceWith(fresh);
};

setInterval(look, SECONDS * 1000);
