// Draws the plots when they come near the screen, and again when the theme or a control changes.
"use strict";
(() => {
  const { benchmarks, imported, papers, charts, openEvidence } = window.NINTHPOWER;
  const CATEGORIES = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b58900", "#56b4e9", "#8a6fc7"];
  const LINES = ["#7b5cc4", "#00857a", "#b58900", "#c2408a", "#4b7f1f", "#2f7fc1", "#a05a2c"];
  const DASHES = ["dash", "dot", "dashdot", "longdash"];
  const config = { responsive: true, displaylogo: false, modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"] };

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  // Plotly reads a little HTML in labels: what looks like a tag is shown, not obeyed.
  const label = (text) => String(text ?? "").replace(/</g, "‹").replace(/>/g, "›").slice(0, 110);

  const themed = (layout) => {
    const axis = { gridcolor: colour("rule"), linecolor: colour("strong-rule"), zeroline: false, automargin: true };
    const drawn = {
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: colour("sans"), size: 13, color: colour("ink") },
      colorway: CATEGORIES,
      hoverlabel: { bgcolor: colour("panel"), bordercolor: colour("strong-rule"), font: { color: colour("ink") }, align: "left" },
      // Below the title of the axis, however many rows it takes.
      legend: { orientation: "h", x: 0, xanchor: "left", yref: "container", y: 0, yanchor: "bottom" },
      modebar: { bgcolor: "rgba(0,0,0,0)", color: colour("strong-rule"), activecolor: colour("muted") },
      ...layout,
      margin: { l: 64, r: 12, t: 14, b: 54, ...layout.margin },
    };
    for (const key of Object.keys(drawn)) if (/^[xy]axis\d*$/.test(key)) drawn[key] = { ...axis, ...drawn[key] };
    return drawn;
  };

  // Ticks of a logarithmic axis of errors: round figures, and even steps where the errors are close together.
  const errorTicks = (errors) => {
    const pad = Math.max(...errors) / Math.min(...errors) < 1.02 ? 1.1 : 1.02;
    const [low, high] = [Math.min(...errors) / pad, Math.max(...errors) * pad];
    const round = [0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1];
    if (round.filter((tick) => tick >= low && tick <= high).length >= 3) return { tickvals: round, tickformat: ".0%" };
    const step = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1].find((one) => (high - low) / one <= 6) ?? 0.2;
    const first = Math.floor(low / step) - 1;
    const tickvals = Array.from({ length: 10 }, (_, i) => (first + i) * step).filter((tick) => tick > 0);
    return { tickvals, tickformat: step < 0.01 ? ".1%" : ".0%", range: [Math.log10(low), Math.log10(high)] };
  };

  // One tick per power of ten, fewer where they would run into each other; on a short axis twice and five times as well.
  const computeTicks = (flops, width) => {
    const [low, high] = [Math.log10(Math.min(...flops)), Math.log10(Math.max(...flops))];
    const room = Math.max(2, Math.floor((width || 700) / 75));
    if (high - low >= 2) return { exponentformat: "power", tickangle: 0, dtick: Math.ceil((high - low + 1) / room) };
    const pad = Math.max(0.1, (0.6 - (high - low)) / 2);
    const range = [low - pad, high + pad];
    const within = (digits) => Array.from({ length: 4 }, (_, i) => Math.floor(range[0]) + i)
      .flatMap((power) => digits.map((digit) => ({ digit, power, at: Math.log10(digit) + power })))
      .filter(({ at }) => at >= range[0] && at <= range[1]);
    const ticks = [[1, 2, 5], [1, 3], [1]].map(within).find((some) => some.length <= room) ?? [];
    return {
      range, tickangle: 0, tickvals: ticks.map(({ digit, power }) => digit * 10 ** power),
      ticktext: ticks.map(({ digit, power }) => `${digit === 1 ? "" : `${digit}×`}10<sup>${power}</sup>`),
    };
  };

  const whenNear = (node, draw) => {
    let isDrawn = false;
    const observer = new IntersectionObserver((entries) => {
      if (!isDrawn && entries.some((entry) => entry.isIntersecting)) {
        isDrawn = true;
        observer.disconnect();
        draw();
      }
    }, { rootMargin: "600px" });
    observer.observe(node);
    document.addEventListener("themechange", () => { if (isDrawn) draw(); });
  };

  const option = (value, text) => {
    const made = document.createElement("option");
    made.value = value;
    made.textContent = text;
    return made;
  };

  const sayNotDrawn = (figure) => {
    figure.querySelector(".plot").replaceWith("This plot could not be drawn; the tables hold its figures.");
  };

  // ---- one plot per benchmark -------------------------------------------------------------------------------
  // One scale of years for the whole page, which a misread year does not stretch.
  const EARLIEST_YEAR = 1980;
  const years = Object.values(benchmarks).flatMap(({ measures }) => measures.flatMap(({ points }) => points.year)).filter((year) => year >= EARLIEST_YEAR);
  const [firstYear, lastYear] = [Math.min(...years), Math.max(...years)];

  const byYear = (points) => ({
    color: points.year,
    cmin: firstYear,
    cmax: Math.max(lastYear, firstYear + 1),
    colorscale: [[0, colour("early")], [1, colour("late")]],
    colorbar: { thickness: 10, len: 0.7, tickformat: "d", dtick: Math.max(1, Math.round((lastYear - firstYear) / 5)), outlinewidth: 0 },
  });

  const byFamily = (points) => {
    const counts = new Map();
    for (const family of points.family) counts.set(family, (counts.get(family) ?? 0) + 1);
    const most = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).slice(0, CATEGORIES.length).map(([family]) => family);
    return { colours: points.family.map((family) => CATEGORIES[most.indexOf(family)] ?? colour("strong-rule")), most };
  };

  const pointTrace = (measure, state) => {
    const { points } = measure;
    const marker = state.colour === "year" ? byYear(points) : { color: byFamily(points).colours };
    return {
      type: "scatter",
      mode: "markers",
      x: points.flop,
      y: points.error,
      text: points.model.map((model, i) => `<b>${label(model)}</b><br>${label(papers[points.paper[i]]?.title ?? points.paper[i])}`),
      customdata: points.year.map((year, i) => [year ?? "year unknown", points.imputed[i] ? ", predicted" : "", points.used[i] ? "" : `<br>not in the fit: ${label(points.why[i])}`]),
      hovertemplate: `%{text}<br>error %{y:.1%} · %{x:.2e} FLOP · %{customdata[0]}<br>${measure.name}%{customdata[1]}%{customdata[2]}<extra></extra>`,
      marker: {
        ...marker,
        size: points.flop.length > 400 ? 7 : 10,
        symbol: points.imputed.map((imputed) => (imputed ? "circle-open" : "circle")),
        opacity: points.used.map((used) => (used || !measure.lines.length ? 0.95 : 0.35)),
        line: { width: points.imputed.map((imputed) => (imputed ? 2 : 1)), color: colour("paper") },
      },
      error_x: state.range ? {
        type: "data", symmetric: false, thickness: 1, width: 0, color: colour("strong-rule"),
        array: points.high.map((high, i) => Math.max(0, (high ?? points.flop[i]) - points.flop[i])),
        arrayminus: points.low.map((low, i) => Math.max(0, points.flop[i] - (low ?? points.flop[i]))),
      } : undefined,
      showlegend: false,
    };
  };

  const familyLegend = (points) => byFamily(points).most.map((family, i) => ({
    type: "scatter", mode: "markers", x: [null], y: [null], name: label(family), marker: { color: CATEGORIES[i], size: 9 }, hoverinfo: "skip", showlegend: true,
  }));

  const lineStyle = (line, index) => (line.headline
    ? { color: colour("fit"), width: 3 }
    : { color: LINES[index % LINES.length], width: 2, dash: DASHES[index % DASHES.length] });

  const lineTrace = (line, index) => ({
    type: "scatter", mode: "lines", x: line.flop, y: line.error, line: lineStyle(line, index), showlegend: false,
    hovertemplate: `${line.name}${line.exponent ? `: exponent ${line.exponent}` : ""}<extra></extra>`,
  });

  const bestTrace = ({ points }) => {
    const best = points.flop.map((_, i) => i).filter((i) => points.best[i]);
    return {
      type: "scatter", mode: "lines", x: best.map((i) => points.flop[i]), y: best.map((i) => points.error[i]),
      line: { color: colour("best"), width: 2, dash: "dot", shape: "hv" }, hoverinfo: "skip", showlegend: false,
    };
  };

  // Other people's tables: points where they tell the compute, ticks at the right edge where they tell the error alone.
  const importedTraces = ({ sources, costed, uncosted }, measure) => {
    const hover = (rows) => rows.model.map((model, i) => `<b>${label(model)}</b><br>${label(sources[rows.source[i]])}<br>error ${(100 * rows.error[i]).toFixed(1)}%${rows.year[i] ? ` · ${rows.year[i]}` : ""}`);
    const shared = { type: "scatter", mode: "markers", hovertemplate: "%{text}<extra></extra>", showlegend: false };
    const known = costed[measure];
    return [
      ...(known ? [{ ...shared, x: known.flop, y: known.error, text: hover(known), marker: { symbol: "diamond-open", size: 8, color: colour("imported"), line: { width: 1.5 } } }] : []),
      { ...shared, x: uncosted.error.map(() => 0.5), y: uncosted.error, xaxis: "x2", text: hover(uncosted), marker: { symbol: "line-ew-open", size: 9, color: colour("imported"), opacity: 0.5, line: { width: 1 } } },
    ];
  };
  const EDGE = { domain: [0.975, 1], range: [0, 1], visible: false, fixedrange: true };

  const setUpBenchmark = (figure) => {
    const benchmark = figure.dataset.benchmark;
    if (!benchmarks[benchmark]) { sayNotDrawn(figure); return; }
    const { measures } = benchmarks[benchmark];
    const plot = figure.querySelector(".plot");
    const lines = figure.querySelector(".lines");
    const spoken = figure.querySelector("[aria-live]");
    const controls = Object.fromEntries(Array.from(figure.querySelectorAll("[data-control]"), (control) => [control.dataset.control, control]));
    const first = measures.find((measure) => measure.declared && measure.lines.length) ?? measures.find((measure) => measure.lines.length) ?? measures[0];
    const state = { measure: first, colour: "year", best: true, range: false, imported: false, lines: new Set(first.lines.filter((line) => line.headline).map((line) => line.id)), at: -1 };

    const isCompact = measures.every((measure) => !measure.lines.length);

    const draw = () => {
      const { points } = state.measure;
      const traces = [pointTrace(state.measure, state)];
      const layer = state.imported ? imported[benchmark] : { costed: {}, uncosted: { error: [] } };
      const costed = layer.costed[state.measure.id] ?? { flop: [], error: [] };
      if (state.best) traces.push(bestTrace(state.measure));
      state.measure.lines.forEach((line, i) => { if (state.lines.has(line.id)) traces.push(lineTrace(line, i)); });
      if (state.colour === "family") traces.push(...familyLegend(points));
      if (state.imported) traces.push(...importedTraces(layer, state.measure.id));
      Plotly.react(plot, traces, themed({
        height: isCompact ? 320 : 440,
        hovermode: "closest",
        xaxis: { type: "log", domain: [0, state.imported ? EDGE.domain[0] : 1], title: { text: `training compute (FLOP)<br>${state.measure.name}` }, ...computeTicks([...points.flop, ...costed.flop], plot.clientWidth) },
        ...(state.imported ? { xaxis2: EDGE } : {}),
        yaxis: { type: "log", title: { text: "error" }, ...errorTicks([...points.error, ...costed.error, ...layer.uncosted.error]) },
        showlegend: state.colour === "family",
      }), config);
    };

    const listLines = () => {
      lines.hidden = state.measure.lines.length === 0;
      lines.querySelector(".options").replaceChildren(...state.measure.lines.map((line, i) => {
        const row = document.createElement("label");
        const box = document.createElement("input");
        const swatch = document.createElement("span");
        const name = document.createElement("span");
        const figureShown = document.createElement("output");
        box.type = "checkbox";
        box.dataset.line = line.id;
        box.checked = state.lines.has(line.id);
        swatch.className = "swatch";
        swatch.style.borderTopColor = box.checked ? lineStyle(line, i).color : "transparent";
        name.textContent = line.name;
        figureShown.textContent = line.exponent ?? "";
        row.title = line.exponent ? `exponent ${line.exponent} (${line.interval}), ${line.n} points` : `${line.n} points; this form has no exponent`;
        row.append(box, swatch, name, figureShown);
        box.addEventListener("change", () => {
          if (box.checked) state.lines.add(line.id); else state.lines.delete(line.id);
          swatch.style.borderTopColor = box.checked ? lineStyle(line, i).color : "transparent";
          draw();
        });
        return row;
      }));
    };

    const goTo = (index) => {
      const { points } = state.measure;
      state.at = Math.max(0, Math.min(points.flop.length - 1, index));
      Plotly.Fx.hover(plot, [{ curveNumber: 0, pointNumber: state.at }]);
      spoken.textContent = `${points.model[state.at]}, error ${(100 * points.error[state.at]).toFixed(1)} %, ${points.flop[state.at].toExponential(1)} FLOP, ${points.year[state.at] ?? "year unknown"}`;
    };

    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };
    plot.addEventListener("keydown", (event) => {
      const last = state.measure.points.flop.length - 1;
      if (event.key in steps) goTo(state.at + steps[event.key]);
      else if (event.key === "Home") goTo(0);
      else if (event.key === "End") goTo(last);
      else if (event.key === "Enter" && state.at >= 0) openEvidence(benchmark, state.measure.id, state.at);
      else return;
      event.preventDefault();
    });

    controls.measure.replaceChildren(...measures.map((measure) => option(measure.id, `${measure.name} (${measure.points.flop.length})`)));
    controls.measure.value = state.measure.id;
    controls.measure.addEventListener("change", () => {
      state.measure = measures.find((measure) => measure.id === controls.measure.value);
      state.at = -1;
      listLines();
      draw();
    });
    controls.colour.addEventListener("change", () => { state.colour = controls.colour.value; draw(); });
    controls.best.addEventListener("change", () => { state.best = controls.best.checked; draw(); });
    controls.range.addEventListener("change", () => { state.range = controls.range.checked; draw(); });
    controls.imported?.addEventListener("change", () => { state.imported = controls.imported.checked; draw(); });
    figure.querySelector(".controls").hidden = false;
    listLines();
    let isListening = false;
    whenNear(figure, () => {
      draw();
      if (isListening) return;
      isListening = true;
      plot.on("plotly_click", ({ points: [clicked] }) => {
        if (clicked.curveNumber === 0) openEvidence(benchmark, state.measure.id, clicked.pointNumber);
      });
    });
  };

  // ---- the other plots, which come as whole figures; "var:ink" in them stands for a colour of the
  // theme, "mix:0.5" for one between those of early and late years ------
  const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const between = (share) => {
    const [early, late] = [channels(colour("early")), channels(colour("late"))];
    return `rgb(${early.map((one, i) => Math.round(one + share * (late[i] - one))).join(",")})`;
  };

  const coloured = (value) => {
    if (typeof value === "string") {
      if (value.startsWith("var:")) return colour(value.slice(4));
      return value.startsWith("mix:") ? between(Number(value.slice(4))) : value;
    }
    if (Array.isArray(value)) return value.map(coloured);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, coloured(inner)]));
  };

  const setUpChart = (figure) => {
    if (!charts[figure.dataset.chart]) { sayNotDrawn(figure); return; }
    const plot = figure.querySelector(".plot");
    const choice = figure.querySelector('[data-control="chart"]');
    const chosen = () => (choice ? charts[figure.dataset.chart][choice.value] : charts[figure.dataset.chart]);
    const draw = () => {
      const { data, layout } = coloured(chosen());
      if (figure.dataset.chart === "frontier") {
        Object.assign(layout.yaxis, errorTicks(data.flatMap(({ y }) => y)));
        Object.assign(layout.xaxis, computeTicks(data.flatMap(({ x }) => x), plot.clientWidth));
      }
      // On a narrow screen the names of the choices would leave no room for the plot.
      if (layout.margin?.l > 120 && plot.clientWidth < 600) Object.assign(layout, { margin: { ...layout.margin, l: 120 }, yaxis2: { ...layout.yaxis2, tickfont: { size: 9 } } });
      Plotly.react(plot, data, themed({ height: 400, ...layout }), config);
    };
    if (choice) {
      choice.closest(".controls").hidden = false;
      choice.addEventListener("change", draw);
    }
    whenNear(figure, draw);
  };

  document.querySelectorAll(".benchmark").forEach(setUpBenchmark);
  document.querySelectorAll(".chart").forEach(setUpChart);
})();
