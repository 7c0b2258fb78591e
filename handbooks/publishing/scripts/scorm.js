// Tells a learning platform how far the learner has come, in the words of SCORM 1.2 or 2004. Where the platform's own
// object isn't found, the page works without: answers are kept in the browser.

(() => {
  "use strict";

  const main = document.querySelector("main[data-scorm]");
  const is2004 = main.dataset.scorm === "2004";
  const FARTHEST = 10;
  const PAUSE = 3000;

  const WORDS = is2004 ? {
    object: "API_1484_11",
    functions: { start: "Initialize", get: "GetValue", set: "SetValue", commit: "Commit", end: "Terminate" },
    status: "cmi.completion_status", place: "cmi.location", score: "cmi.score", exit: "cmi.exit",
    time: "cmi.session_time", untouched: ["unknown", "not attempted", ""],
    // Half of what platforms keep at least, so that one that counts bytes doesn't cut it.
    limit: 32000,
  } : {
    object: "API",
    functions: { start: "LMSInitialize", get: "LMSGetValue", set: "LMSSetValue", commit: "LMSCommit", end: "LMSFinish" },
    status: "cmi.core.lesson_status", place: "cmi.core.lesson_location", score: "cmi.core.score", exit: "cmi.core.exit",
    time: "cmi.core.session_time", untouched: ["not attempted", ""],
    limit: 4000,  // SCORM 1.2 keeps 4,096 characters
  };
  const DONE = ["completed", "passed", "failed"];

  // The platform puts its object into a window around this one, or into the one that opened it.
  const findAbove = start => {
    let place = start;
    for (let steps = 0; place && steps < FARTHEST; steps += 1) {
      try {
        if (place[WORDS.object]) return place[WORDS.object];
      } catch { /* a window of another host */ }
      if (place.parent === place) return null;
      place = place.parent;
    }
    return null;
  };

  const openerOf = place => {
    try { return place.opener; } catch { return null; }
  };

  const platform = findAbove(window) || findAbove(openerOf(window)) || findAbove(openerOf(window.top));

  // Links leave the platform's frame alone.
  document.querySelectorAll('a[href^="http"]').forEach(link => {
    link.target = "_blank";
    link.rel = "noopener";
  });

  if (!platform) return;
  const call = (name, ...words) => platform[WORDS.functions[name]](...words);
  if (String(call("start", "")) !== "true") return;

  const began = Date.now();
  const get = name => String(call("get", name));
  const set = (name, value) => String(call("set", name, String(value))) === "true";
  let hasEnded = false;
  let best = parseFloat(get(`${WORDS.score}.raw`));

  const twoDigits = number => String(Math.floor(number)).padStart(2, "0");
  const timeSince = start => {
    const seconds = Math.round((Date.now() - start) / 1000);
    if (is2004) return `PT${seconds}S`;
    return `${String(Math.floor(seconds / 3600)).padStart(4, "0")}:${twoDigits(seconds / 60 % 60)}:${twoDigits(seconds % 60)}`;
  };

  // Where the reader is: the block at the top of the window, in a case the place that one has come to.
  const placeOf = () => {
    const blocks = [...main.querySelectorAll(".b")];
    const above = blocks.filter(block => block.getBoundingClientRect().top < innerHeight / 3);
    const block = above[above.length - 1];
    if (!block) return "";
    const target = location.hash && document.getElementById(location.hash.slice(1));
    return target && target.classList.contains("node") && block.contains(target) ? target.id : block.id;
  };

  const commit = () => {
    if (hasEnded) return;
    set(WORDS.place, placeOf());
    call("commit", "");
  };

  const end = () => {
    if (hasEnded) return;
    set(WORDS.place, placeOf());
    set(WORDS.time, timeSince(began));
    // "suspend", always: else the platform forgets answers and place.
    set(WORDS.exit, "suspend");
    call("commit", "");
    call("end", "");
    hasEnded = true;
  };

  if (WORDS.untouched.includes(get(WORDS.status))) set(WORDS.status, "incomplete");
  call("commit", "");

  window.mostikPlatform = {
    limit: WORDS.limit,
    place: get(WORDS.place),
    load: () => get("cmi.suspend_data"),
    save(text, progress) {
      if (hasEnded) return false;
      const isKept = set("cmi.suspend_data", text);
      // The score is the share of the questions answered right within the tries; a later visit never lowers it.
      if (progress.questions && progress.isAnswered) {
        const raw = Math.round(100 * progress.right / progress.questions);
        best = best >= raw ? best : raw;
        set(`${WORDS.score}.raw`, best);
        set(`${WORDS.score}.min`, 0);
        set(`${WORDS.score}.max`, 100);
        if (is2004) set(`${WORDS.score}.scaled`, best / 100);
      }
      if (is2004) set("cmi.progress_measure", Math.round(100 * progress.done / progress.parts) / 100);
      if (progress.isFinished && !DONE.includes(get(WORDS.status))) set(WORDS.status, "completed");
      commit();
      return isKept;
    },
  };

  // Platforms may be too late when the page goes, so the place is told whenever reading pauses.
  let pause;
  addEventListener("scroll", () => {
    clearTimeout(pause);
    pause = setTimeout(commit, PAUSE);
  }, { passive: true });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") commit(); });
  addEventListener("pagehide", end);
  // What comes back from the browser's memory has said goodbye already.
  addEventListener("pageshow", event => { if (event.persisted) location.reload(); });
})();
