// Searches the handbook's passages (passages.js) without any network, in every script alike.

(() => {
  "use strict";

  const MOST_SHOWN = 50;
  const AROUND = 80;
  // Word forms differ at the end, in Arabic at the beginning too: what is left of a word when nothing was found.
  const SHORTEST_STEM = 4;
  const ENDING = 3;
  const ARTICLE = /^(?:وال|بال|كال|فال|لل|ال)(?=.{3})/;

  // One letter as it is compared: without accents, vowel signs, forms of alef; capital and small are the same.
  const plainLetter = letter => letter.normalize("NFKD").replace(/[\p{M}\u0640]/gu, "").toLowerCase()
    .replace("ة", "ه").replace("ى", "ي").replace("ё", "е").replace("ґ", "г");

  // The text as it is compared, and for each of its letters the place in the original.
  const plain = text => {
    let letters = "";
    const places = [];
    let place = 0;
    for (const letter of text) {
      for (const sign of plainLetter(letter)) {
        letters += sign;
        for (let part = 0; part < sign.length; part += 1) places.push(place);
      }
      place += letter.length;
    }
    places.push(place);
    return { letters, places };
  };

  const wordsOf = query => plain(query).letters.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const stem = word => {
    const bare = word.replace(ARTICLE, "");
    return bare.length > SHORTEST_STEM ? bare.slice(0, Math.max(SHORTEST_STEM, bare.length - ENDING)) : bare;
  };

  const passages = window.mostikPassages.map(([chapter, anchor, text]) => ({ chapter, anchor, text, plain: plain(text) }));
  const find = words => passages.filter(({ plain: { letters } }) => words.every(word => letters.includes(word)));

  // The part of a passage around the first word found, all words in it marked.
  const excerpt = ({ text, plain: { letters, places } }, words) => {
    const marks = [];
    words.forEach(word => {
      for (let at = letters.indexOf(word); at >= 0; at = letters.indexOf(word, at + word.length)) {
        marks.push([places[at], places[at + word.length]]);
      }
    });
    marks.sort((one, other) => one[0] - other[0]);
    const from = text.lastIndexOf(" ", Math.max(0, marks[0][0] - AROUND)) + 1;
    const end = text.indexOf(" ", marks[0][1] + AROUND);
    const to = end < 0 ? text.length : end;
    const shown = document.createElement("p");
    let at = from;
    shown.append(from ? "… " : "");
    marks.filter(([start, stop]) => start >= from && stop <= to).forEach(([start, stop]) => {
      if (start < at) return;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, stop);
      shown.append(text.slice(at, start), mark);
      at = stop;
    });
    shown.append(text.slice(at, to), to < text.length ? " …" : "");
    return shown;
  };

  const form = document.querySelector("#search form");
  const field = document.getElementById("q");
  const found = document.getElementById("found");
  const hits = document.getElementById("hits");
  const links = [...document.querySelectorAll(".contents a")];
  const copyOf = name => document.getElementById(name).content.cloneNode(true);

  const hit = (passage, words) => {
    const item = document.createElement("li");
    const heading = document.createElement("h3");
    const link = document.createElement("a");
    const chapter = links[passage.chapter - 1];
    link.href = `${chapter.getAttribute("href")}#${passage.anchor}`;
    link.textContent = chapter.textContent;
    heading.append(link);
    item.append(heading, excerpt(passage, words));
    return item;
  };

  const search = () => {
    let words = wordsOf(field.value);
    hits.replaceChildren();
    found.replaceChildren();
    if (!words.length) return;
    let results = find(words);
    if (!results.length) {
      words = words.map(stem);
      results = find(words);
    }
    if (!results.length) {
      found.append(copyOf("say-nothing"));
      return;
    }
    found.append(copyOf("say-found"), String(results.length));
    if (results.length > MOST_SHOWN) found.append(". ", copyOf("say-first"));
    hits.append(...results.slice(0, MOST_SHOWN).map(passage => hit(passage, words)));
  };

  form.addEventListener("submit", event => {
    event.preventDefault();
    search();
    // So that the way back from a passage leads to the list again.
    try { history.replaceState(null, "", `#q=${encodeURIComponent(field.value)}`); } catch { /* not from a folder */ }
  });

  const [, asked] = location.hash.match(/^#q=(.*)/) || [];
  if (asked) {
    field.value = decodeURIComponent(asked);
    search();
    document.getElementById("search").scrollIntoView();
  }
})();
