// What is pointed at, or jumped to, lights up on the page picture and in the grid alike.
const marked = (mark) => document.querySelectorAll(`[data-mark="${CSS.escape(mark)}"]`);
const light = (name, on) => (event) => {
  const found = event.target.closest("[data-mark]");
  if (found) marked(found.dataset.mark).forEach((element) => element.classList.toggle(name, on));
};
document.addEventListener("pointerover", light("pointed", true));
document.addEventListener("pointerout", light("pointed", false));
const jump = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  document.querySelectorAll(".jumped").forEach((element) => element.classList.remove("jumped"));
  if (!target) return;
  for (let outer = target.closest("details"); outer; outer = outer.parentElement.closest("details")) outer.open = true;
  if (target.dataset.mark) marked(target.dataset.mark).forEach((element) => element.classList.add("jumped"));
  const show = () => target.scrollIntoView({ block: "center", inline: "nearest" });
  show();
  requestAnimationFrame(() => requestAnimationFrame(show)); // sheets on the way have taken their real height by then
};
window.addEventListener("hashchange", jump);
jump();
