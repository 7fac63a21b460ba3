// Shows one item after the other; every answer is saved at once, and the page goes on where it stopped.
"use strict";
(async () => {
  const { title, who, items, answers } = await (await fetch("items")).json();
  const [item, places, keys] = ["item", "places", "keys"].map((id) => document.getElementById(id));
  const state = { at: Math.max(0, items.findIndex((one) => !answers[one.item_id])), wrong: new Set(), said: "" };

  const element = (tag, attributes = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), attributes);
    made.append(...children.filter((child) => child !== null));
    return made;
  };

  const place = (one) => {
    const figure = element("figure", {}, element("figcaption", { className: "muted" }, one.location || "place unknown"), element("blockquote", {}, one.quote));
    if (/^https?:/.test(one.url ?? "")) figure.append(element("p", {}, element("a", { href: one.url, target: "_blank", rel: "noreferrer" }, "open the paper there")));
    if (one.sha256 && one.page) figure.append(picture(one));
    return figure;
  };

  // The mark is placed once the size of the page is known.
  const picture = (one) => {
    const frame = element("div", { className: "picture", tabIndex: 0 });
    const sheet = element("div", { className: "sheet" });
    frame.append(sheet);
    fetch(`pages/${one.sha256}/${one.page}`).then(async (answer) => {
      if (!answer.ok) { frame.replaceChildren("This page cannot be drawn."); return; }
      const [width, height] = ["X-Page-Width", "X-Page-Height"].map((name) => Number(answer.headers.get(name)));
      const image = element("img", { alt: `page ${one.page}`, src: URL.createObjectURL(await answer.blob()) });
      sheet.append(image);
      if (!one.box) return;
      const mark = element("div", { className: "mark" });
      const { x0, x1, top, bottom } = one.box;
      Object.assign(mark.style, { left: `${100 * (x0 - 3) / width}%`, top: `${100 * (top - 3) / height}%`, width: `${100 * (x1 - x0 + 6) / width}%`, height: `${100 * (bottom - top + 6) / height}%` });
      sheet.append(mark);
      image.addEventListener("load", () => { frame.scrollTop = mark.offsetTop - frame.clientHeight / 2; });
    });
    return frame;
  };

  const button = (text, key, kind, act, pressed) => {
    const made = element("button", { type: "button", className: kind }, text, element("kbd", {}, key));
    if (pressed !== undefined) made.setAttribute("aria-pressed", String(pressed));
    made.addEventListener("click", act);
    return made;
  };

  const draw = () => {
    const one = items[state.at];
    document.getElementById("title").textContent = title;
    const done = items.filter((each) => answers[each.item_id]).length;
    document.getElementById("count").textContent = `${done} of ${items.length} answered by ${who}; this is ${items.length ? state.at + 1 : 0}. ${state.said}`;
    Object.assign(document.getElementById("progress"), { max: Math.max(items.length, 1), value: done });
    if (!one) { item.replaceChildren(element("h2", {}, "There is nothing to judge.")); return; }
    const answer = answers[one.item_id];
    item.replaceChildren(
      element("h2", {}, one.sentence),
      element("p", { className: "muted" }, one.paper),
      element("p", { className: "muted" }, `confidence ${one.confidence.toFixed(2)}${one.moves ? ` · ${one.moves}` : ""}`),
      ...[one.run, one.verdict].filter(Boolean).map((said) => element("p", {}, said)),
      ...one.doubts.map((doubt) => element("p", {}, doubt)),
      ...(one.steps.length ? [element("p", {}, ...one.steps.flatMap((step) => [step, element("br")]))] : []),
      parts(one),
      element("p", {}, answer ? `Answered: ${answer.verdict}${answer.wrong_parts.length ? ` (${answer.wrong_parts.join(", ")})` : ""}${answer.corrected ? `, should be ${answer.corrected}` : ""}` : "Not answered yet."),
    );
    places.replaceChildren(...one.places.map(place));
    keys.replaceChildren(
      button("right", "r", "right", () => save("right"), answer?.verdict === "right"),
      button("wrong", "w", "wrong", () => save("wrong"), answer?.verdict === "wrong"),
      button("unclear", "u", "", () => save("unclear"), answer?.verdict === "unclear"),
      button("correct", "c", "", () => document.getElementById("corrected").focus()),
      button("back", "←", "", () => move(-1)),
      button("next", "→", "", () => move(1)),
    );
  };

  const parts = (one) => {
    const list = element("fieldset", {}, element("legend", {}, "What is wrong? Mark it, then w"));
    one.parts.forEach((part, i) => {
      const box = element("input", { type: "checkbox", checked: state.wrong.has(part.name) });
      box.dataset.part = part.name;
      box.addEventListener("change", () => { if (box.checked) state.wrong.add(part.name); else state.wrong.delete(part.name); });
      list.append(element("label", { className: "part" }, box, element("span", {}, `${part.says} `, element("span", { className: "muted" }, part.name), i < 9 ? element("kbd", {}, String(i + 1)) : null)));
    });
    const corrected = element("input", { type: "text", id: "corrected", placeholder: "what it should say; Enter saves as wrong" });
    corrected.setAttribute("aria-label", "What it should say");
    corrected.addEventListener("keydown", (event) => {
      if (event.key === "Enter") save("wrong");
      if (event.key === "Escape") { corrected.value = ""; item.focus(); }
      event.stopPropagation();
    });
    list.append(corrected);
    return list;
  };

  const move = (by) => {
    state.at = Math.max(0, Math.min(items.length - 1, state.at + by));
    state.wrong = new Set(answers[items[state.at]?.item_id]?.wrong_parts ?? []);
    draw();
    item.focus();
    window.scrollTo(0, 0);
  };

  const save = async (verdict) => {
    const one = items[state.at];
    if (verdict === "wrong" && !state.wrong.size) {
      document.getElementById("count").textContent = "Mark first what is wrong: 1 to 9, or a click.";
      return;
    }
    const given = { item_id: one.item_id, verdict, wrong_parts: verdict === "wrong" ? [...state.wrong] : [], corrected: verdict === "wrong" ? document.getElementById("corrected").value : "" };
    try {
      const kept = await fetch("answers", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(given) });
      const told = await kept.json();
      if (!kept.ok) throw new Error(told.detail);
      answers[one.item_id] = given;
      state.said = told.did;
      move(state.at + 1 < items.length ? 1 : 0);
    } catch (error) {
      state.said = `Not saved: ${error.message}`;
      draw();
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.type === "text") return;
    const acts = { r: () => save("right"), w: () => save("wrong"), u: () => save("unclear"), c: () => document.getElementById("corrected").focus(), ArrowRight: () => move(1), ArrowLeft: () => move(-1) };
    const digit = items[state.at]?.parts[Number(event.key) - 1];
    if (event.key in acts) acts[event.key]();
    else if (digit) { const box = [...item.querySelectorAll("[data-part]")].find((one) => one.dataset.part === digit.name); box.click(); } else return;
    event.preventDefault();
  });

  draw();
})();
