// The panel beside the page: where the numbers of one point were printed.
"use strict";
(() => {
  const { papers, runs, results, statements, benchmarks } = window.NINTHPOWER;
  const dialog = document.getElementById("evidence");
  const body = document.getElementById("evidence-body");

  // Text only ever enters through textContent: titles and quotes are other people's.
  const element = (name, text, ...children) => {
    const made = document.createElement(name);
    if (text !== null) made.textContent = text;
    made.append(...children);
    return made;
  };

  const link = (url, text) => {
    if (!/^https?:\/\//.test(url ?? "")) return document.createTextNode(text);
    const made = element("a", text);
    made.href = url;
    return made;
  };

  const terms = (pairs) => {
    const list = element("dl", null);
    for (const [term, text] of pairs) {
      if (text === null || text === undefined || text === "") continue;
      list.append(element("dt", term), element("dd", text));
    }
    return list;
  };

  const quoted = (fact, lead) => {
    const made = element("blockquote", fact.quote ?? "no quote");
    const footer = element("footer", lead ? `${lead} · ` : "");
    footer.append(link(fact.url, fact.location ?? "added by a person"));
    made.append(footer);
    return made;
  };

  // A sentence that states several figures is quoted once.
  const quotedTogether = (facts) => {
    const places = new Map();
    for (const fact of facts) {
      const place = `${fact.quote}\n${fact.location}`;
      places.set(place, [...(places.get(place) ?? []), fact]);
    }
    return Array.from(places.values(), (together) => quoted(together[0], together.map(said).join("; ")));
  };

  const power = (value) => {
    const [mantissa, exponent] = value.toExponential(2).split("e");
    const digits = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
    return `${mantissa} × 10${Array.from(String(Number(exponent)), (digit) => digits[digit]).join("")}`;
  };

  const said = (fact) => {
    const value = String(fact.value_printed ?? fact.text_value ?? fact.value);
    const unit = fact.unit_printed && !value.includes(fact.unit_printed) ? fact.unit_printed : "";
    return [fact.quantity.replace(/_/g, " "), value, unit, fact.stage && `(${fact.stage})`].filter(Boolean).join(" ");
  };

  // Of a page that nobody has made yet: how to make it.
  const inspection = (paperId, page) => {
    if (!page) return element("p", "Its tables as they were understood: ", element("code", `ninthpower inspect ${paperId}`));
    const made = element("a", "Its tables and facts as they were understood");
    made.href = page;
    return element("p", null, made);
  };

  const open = (benchmarkId, measureId, index) => {
    const { points, name } = benchmarks[benchmarkId].measures.find((one) => one.id === measureId);
    const paper = papers[points.paper[index]] ?? {};
    const result = results[points.result[index]];
    const title = element("h2", points.model[index]);
    title.id = "evidence-title";
    body.replaceChildren(
      title,
      element("p", null, link(paper.url, paper.title ?? points.paper[index]), document.createTextNode(paper.year ? ` (${paper.year})` : "")),
      terms([
        ["error", `${(100 * points.error[index]).toFixed(2)} %`],
        ["compute", `${power(points.flop[index])} FLOP, ${name}${points.imputed[index] ? ", predicted from another measure" : ""}`],
        ["range", points.low[index] && points.high[index] > points.low[index] ? `${power(points.low[index])} to ${power(points.high[index])} FLOP` : null],
        ["confidence", points.confidence[index]],
        ["in the fit", points.used[index] ? "yes" : `no: ${points.why[index]}`],
        ["protocol", result && [result.split, result.protocol].filter(Boolean).join(", ")],
      ]),
    );
    const sentence = runs[points.run[index]];
    if (sentence) body.append(element("h3", "The training run"), element("p", sentence));
    if (points.verdict[index]) body.append(element("p", points.verdict[index]));
    if (result) body.append(element("h3", "The result"), quoted(result, `printed ${result.value_printed ?? ""}`));
    const known = points.statements[index].map((id) => statements[id]).filter(Boolean);
    if (known.length) body.append(element("h3", "The compute"), ...quotedTogether(known));
    if (points.steps[index].length) {
      body.append(element("h3", "How the estimate is made"), ...points.steps[index].map((step) => element("p", step)));
    }
    body.append(element("h3", "The page it was read from"), inspection(points.paper[index], paper.inspection));
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-evidence]");
    if (button) {
      const [benchmark, measure, index] = button.dataset.evidence.split("/");
      open(benchmark, measure, Number(index));
    }
    if (event.target === dialog) dialog.close();
  });
  window.NINTHPOWER.openEvidence = open;
})();
