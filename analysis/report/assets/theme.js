// Light or dark: as the reader's system says, until the button says otherwise. Runs before the page is drawn.
"use strict";
(() => {
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const kept = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const keep = (theme) => { try { localStorage.setItem("theme", theme); } catch { /* private window */ } };

  const apply = (theme) => {
    root.dataset.theme = theme;
    const button = document.getElementById("theme");
    if (button) button.setAttribute("aria-pressed", String(theme === "dark"));
    document.dispatchEvent(new Event("themechange"));
  };

  root.dataset.scripted = "";
  apply(kept() || (system.matches ? "dark" : "light"));
  system.addEventListener("change", () => { if (!kept()) apply(system.matches ? "dark" : "light"); });
  // Plots that are drawn on the way to a section make the page longer: go there again until it stays, or the reader moves.
  const settleAt = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const until = performance.now() + 2500;
    let isMoved = false;
    for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) addEventListener(kind, () => { isMoved = true; }, { once: true, passive: true });
    const again = () => {
      if (isMoved || performance.now() > until) return;
      if (Math.abs(target.getBoundingClientRect().top - parseFloat(getComputedStyle(root).scrollPaddingTop)) > 2) target.scrollIntoView();
      setTimeout(again, 120);
    };
    setTimeout(again, 50);
  };
  addEventListener("hashchange", settleAt);
  addEventListener("load", settleAt);

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    button.hidden = false;
    button.setAttribute("aria-pressed", String(root.dataset.theme === "dark"));
    button.addEventListener("click", () => {
      const theme = root.dataset.theme === "dark" ? "light" : "dark";
      keep(theme);
      apply(theme);
    });
  });
})();
