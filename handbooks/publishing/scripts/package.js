// Lets readers answer the questions of a chapter, and keeps what they answered. Everything it says stands in the page.
// Without this file the page shows the answers to whoever opens them.
// A classic script: browsers load no modules from a folder.

(() => {
  "use strict";

  // Changes when the way of keeping changes: what was kept another way is left alone.
  const VERSION = "1";
  const all = (selectors, root = document) => [...root.querySelectorAll(selectors)];
  const copyOf = name => document.getElementById(name).content.cloneNode(true);

  // --- Where answers are kept: what a learning platform offers (scorm.js), else this browser.

  const storageName = chapter => `mostik:${chapter}`;

  const browserKeeper = chapter => ({
    limit: Infinity,
    place: "",
    // Browsers may refuse: then answers last as long as the page is open.
    load() {
      try { return localStorage.getItem(storageName(chapter)) || ""; } catch { return ""; }
    },
    save(text) {
      try { localStorage.setItem(storageName(chapter), text); return true; } catch { return false; }
    },
  });

  // --- What is kept: one text. "1|r|c1a2b3c4d=1.2|e5f6a7b8c=03040506|t9d0e1f2a=my own words"
  //     r: the chapter was read, f: and every question answered; c: a choice question, for each try a number with a bit for each chosen option;
  //     e: the endings of a case that were reached; t: an open question.

  const escape = text => text.replace(/[%|]/g, sign => (sign === "%" ? "%25" : "%7C"));
  const unescape = text => text.replace(/%(25|7C)/g, (_whole, code) => (code === "25" ? "%" : "|"));

  // Where the place isn't enough, readers' own texts are left out first, and of these the one that was written last: its
  // writer is told so at once, and nothing is lost that was said to be kept.
  const encode = (flag, answers, limit) => {
    const records = [...answers].map(([name, answer]) => [name, `|${name}=${escape(answer)}`]);
    const byWeight = [...records.filter(([name]) => name[0] !== "t"), ...records.filter(([name]) => name[0] === "t")];
    const start = VERSION + (flag ? `|${flag}` : "");
    const kept = [];
    const names = new Set();
    let left = limit - start.length;
    for (const [name, record] of byWeight) {
      if (record.length > left) continue;
      left -= record.length;
      kept.push(record);
      names.add(name);
    }
    return { text: start + kept.join(""), names };
  };

  const decode = text => {
    const [version, ...records] = text.split("|");
    if (version !== VERSION) return { isRead: false, isFinished: false, answers: new Map() };
    const pairs = records.filter(record => record.includes("=")).map(record => {
      const end = record.indexOf("=");
      return [record.slice(0, end), unescape(record.slice(end + 1))];
    });
    const isFinished = records.includes("f");
    return { isRead: isFinished || records.includes("r"), isFinished, answers: new Map(pairs) };
  };

  // --- A chapter

  const startChapter = main => {
    const keeper = window.mostikPlatform || browserKeeper(main.dataset.chapter);
    const state = decode(keeper.load());
    const mostTries = Number(main.dataset.tries);
    const choices = all("[data-choice]");
    const exercises = [
      ...all("[data-choice], [data-open], [data-case]").map(element => ({
        element,
        name: element.dataset.choice ? `c${element.dataset.choice}`
          : element.dataset.open ? `t${element.dataset.open}` : `e${element.dataset.case}`,
      })),
    ];

    const triesOf = question => (state.answers.get(`c${question.dataset.choice}`) || "").split(".")
      .filter(Boolean).map(number => parseInt(number, 36));
    const rightOf = question => all(".answer li", question)
      .reduce((bits, option, place) => bits | (option.classList.contains("good") ? 1 << place : 0), 0);
    const isRight = question => triesOf(question).pop() === rightOf(question);
    const isClosed = question => isRight(question) || triesOf(question).length >= mostTries;
    const isDone = ({ element, name }) => (element.dataset.choice ? isClosed(element) : state.answers.has(name));
    const isFinished = () => state.isRead && exercises.every(isDone);

    // Returns whether the answer with this name could be kept.
    const keep = name => {
      const flag = isFinished() ? "f" : state.isRead ? "r" : "";
      const { text, names } = encode(flag, state.answers, keeper.limit);
      const isKept = keeper.save(text, {
        isFinished: isFinished(),
        isAnswered: choices.some(question => triesOf(question).length > 0),
        right: choices.filter(isRight).length,
        questions: choices.length,
        done: (state.isRead ? 1 : 0) + exercises.filter(isDone).length,
        parts: 1 + exercises.length,
      });
      return isKept && (!name || names.has(name));
    };

    const answer = (name, value) => {
      state.answers.delete(name);  // what is set anew comes last
      state.answers.set(name, value);
      const isKept = keep(name);
      if (state.isRead) showFinish();
      return isKept;
    };

    // Shows a message in an exercise, instead of the one before.
    const say = (question, name) => {
      all(":scope > .said", question).forEach(old => old.remove());
      question.insertBefore(copyOf(name), question.querySelector("form"));
      return question.querySelector(":scope > .said");
    };

    // --- Questions to choose from

    const showChoice = question => {
      const tries = triesOf(question);
      if (!tries.length) return null;
      const last = tries[tries.length - 1];
      const options = all(".answer li", question);
      const chosen = options.filter((_option, place) => last & (1 << place));
      const form = question.querySelector("form");
      if (!isClosed(question)) {
        const said = say(question, `say-left-${mostTries - tries.length}`);
        chosen.filter(option => option.classList.contains("bad")).forEach(option => {
          const remark = document.createElement("p");
          const label = document.createElement("strong");
          label.textContent = all("label > span", form)[options.indexOf(option)].textContent;
          remark.append(label);
          const feedback = option.querySelector("p");
          if (feedback) remark.append(document.createElement("br"), ...feedback.cloneNode(true).childNodes);
          said.querySelector("div").append(remark);
        });
        all(".hint", question).slice(0, tries.length).forEach(hint => { hint.open = true; });
        form.reset();
        return said;
      }
      const said = say(question, isRight(question) ? "say-right" : "say-closed");
      chosen.forEach(option => option.querySelector("span").after(" ", copyOf("say-yours")));
      const unfolded = document.createElement("div");
      unfolded.className = "answer";
      unfolded.append(...[...question.querySelector(".answer").childNodes].filter(part => part.nodeName !== "SUMMARY"));
      question.querySelector("details.answer").replaceWith(unfolded);
      all(".hint", question).forEach(hint => hint.remove());
      form.remove();
      return said;
    };

    const choose = question => {
      const bits = all("input", question).reduce((sum, input, place) => sum | (input.checked ? 1 << place : 0), 0);
      if (!bits) return say(question, "say-missing");
      answer(`c${question.dataset.choice}`, [...triesOf(question), bits].map(number => number.toString(36)).join("."));
      return showChoice(question);
    };

    // --- Open questions

    const write = question => {
      const text = question.querySelector("textarea").value.trim();
      if (!text) return say(question, "say-empty");
      return say(question, answer(`t${question.dataset.open}`, text) ? "say-kept" : "say-not-kept");
    };

    // --- Cases: walked by links alone; here only the endings are noted that somebody comes to.

    const endingsOf = element => (state.answers.get(`e${element.dataset.case}`) || "").split(".").filter(Boolean);

    const showEndings = element => {
      const reached = endingsOf(element);
      all("[data-ending]", element).forEach(said => { said.hidden = !reached.includes(said.dataset.ending); });
    };

    const arrive = () => {
      const node = location.hash.startsWith("#c-") && document.getElementById(location.hash.slice(1));
      const ending = node && node.querySelector("[data-ending]");
      const element = ending && ending.closest("[data-case]");
      if (!element || endingsOf(element).includes(ending.dataset.ending)) return;
      answer(`e${element.dataset.case}`, [...endingsOf(element), ending.dataset.ending].join("."));
      showEndings(element);
    };

    // --- The end of the chapter

    const showFinish = () => {
      const panel = document.getElementById("finish");
      const open = exercises.find(exercise => !isDone(exercise));
      panel.replaceChildren(copyOf(open ? "say-open" : "say-finished"));
      if (open) panel.querySelector("a").href = `#${open.element.closest(".b").id}`;
      return panel;
    };

    document.addEventListener("submit", event => {
      event.preventDefault();
      const question = event.target.closest("[data-choice], [data-open]");
      (question.dataset.choice ? choose : write)(question).focus();
    });
    document.querySelector("#finish button").addEventListener("click", () => {
      state.isRead = true;
      keep();
      showFinish().focus();
    });
    addEventListener("hashchange", arrive);

    choices.forEach(showChoice);
    choices.filter(question => !isClosed(question)).forEach(question => {
      // Whoever can answer isn't shown the answer first.
      question.querySelector("details.answer").hidden = true;
    });
    all("[data-open]").forEach(question => {
      const text = state.answers.get(`t${question.dataset.open}`);
      if (!text) return;
      question.querySelector("textarea").value = text;
      say(question, "say-kept");
    });
    all("[data-case]").forEach(showEndings);
    if (state.isRead) showFinish();
    if (keeper.place && document.getElementById(keeper.place)) location.replace(`#${keeper.place}`);
    arrive();
  };

  // --- The contents: which chapters were finished on this device

  const startContents = () => {
    const chapters = all("[data-chapter]");
    const kept = chapters.filter(chapter => browserKeeper(chapter.dataset.chapter).load());
    const show = () => {
      chapters.forEach(chapter => {
        const { isFinished } = decode(browserKeeper(chapter.dataset.chapter).load());
        chapter.querySelector("[data-finished]").hidden = !isFinished;
      });
    };
    const note = document.getElementById("kept");
    note.hidden = !kept.length;
    note.querySelector("button").addEventListener("click", () => {
      kept.forEach(chapter => localStorage.removeItem(storageName(chapter.dataset.chapter)));
      note.hidden = true;
      show();
      document.getElementById("main").focus();
    });
    show();
  };

  all("[data-script]").forEach(element => { element.hidden = false; });
  const main = document.querySelector("main[data-chapter]");
  if (main) startChapter(main);
  else startContents();
})();
