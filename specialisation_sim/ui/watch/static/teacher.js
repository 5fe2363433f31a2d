// The teacher's page: guesses of the room on the picture of the question, held back until shown; then the world's line.
(() => {
  "use strict";
  const { words } = window.Watch, by = (id) => document.getElementById(id);
  let code = "", plan = null, scene = null, shown = "";
  const NS = "http://www.w3.org/2000/svg";
  const put = (parent, tag, about) => { const one = document.createElementNS(NS, tag); for (const [name, value] of Object.entries(about)) one.setAttribute(name, value); parent.append(one); return one; };

  async function ask(what) {
    const answer = await fetch("/watch/teacher", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ code, story: by("story").value || "island", do: what }) });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  }
  async function open() {
    const state = await ask("open");
    plan = state.plan; scene = plan.scenes[0]; plan.titles = state.titles; shown = "";
    if (!by("story").options.length) for (const [name, title] of Object.entries(state.stories)) by("story").append(new Option(title, name));
    by("picture").innerHTML = scene ? scene.wide.svg : "";
    by("picture").firstElementChild.setAttribute("role", "img");
    by("picture").querySelectorAll("#guess").forEach((one) => one.remove());
    for (const bind of scene.wide.bind) if (bind.kind === "move" && /line/.test(bind.id)) by("picture").querySelector(`[id="${bind.id}"]`).setAttribute("transform", `translate(${(bind.x[0] + bind.x[1]) / 2} 0)`);
    draw(state);
  }
  function draw(state) {
    by("count").textContent = state.number === 1 ? "1 guess" : `${state.number} guesses`;
    by("dots").disabled = Boolean(state.shown);
    by("line").disabled = state.shown === "line";
    by("next").disabled = state.open >= state.of;
    by("next").textContent = state.open < state.of ? `Open scene ${state.open + 1} to the room: ${plan.titles[state.open]}` : "All scenes are open";
    const key = JSON.stringify([state.shown, state.guesses, state.answer]);
    if (key === shown) return;
    shown = key;
    const svg = by("picture").firstElementChild, bind = scene.wide.bind.find((one) => one.kind === "guess"), { low, high, format } = scene.ask;
    svg.querySelectorAll(".room").forEach((one) => one.remove());
    svg.setAttribute("aria-label", scene.ask.words);
    by("score").textContent = scene.ask.words;
    if (!state.guesses) return;
    const layer = put(svg, "g", { class: "room" }), across = bind.x || bind.y, piles = {}, value = (part) => low + (high - low) * part;
    const floor = bind.floor || 0, place = (part, pile) => (bind.x ? [across[0] + (across[1] - across[0]) * part, floor - 22 * pile - 14] : [floor + 22 * pile + 14, across[0] + (across[1] - across[0]) * part]);
    for (const guess of state.guesses) {
      const bin = Math.round(guess * 45); piles[bin] = (piles[bin] || 0) + 1;
      const [x, y] = place(bin / 45, piles[bin] - 1);
      put(layer, "circle", { cx: x, cy: y, r: 10, fill: "#7A2BA8", stroke: "#FBF6EA", "stroke-width": 2 });
    }
    const middle = value(state.guesses[Math.floor((state.guesses.length - 1) / 2)] ?? 0);
    let said = state.guesses.length ? `The room's middle guess: ${words(middle, format)}.` : "Nobody has guessed yet.";
    if (state.answer !== undefined) {
      const part = (state.answer - low) / (high - low), at = across[0] + (across[1] - across[0]) * part;
      put(layer, "path", { d: bind.x ? `M${at} ${bind.top || 0} V${floor}` : `M${floor} ${at} H${bind.top || 1200}`, stroke: "#1C2430", "stroke-width": 6, "stroke-linecap": "round" });
      const near = state.guesses.filter((guess) => Math.abs(value(guess) - state.answer) <= 0.05 * (high - low)).length;
      said += ` What happened: ${words(state.answer, format)}. ${near} of ${state.guesses.length} came near (within a twentieth of the scale).`;
    }
    by("score").textContent = said;
  }
  const act = (what) => ask(what).then(draw).catch((error) => { by("score").textContent = error.message; });
  by("enter").addEventListener("submit", async (event) => {
    event.preventDefault();
    code = by("code").value;
    try { await open(); } catch (error) { by("wrong").textContent = error.message; return; }
    by("enter").hidden = true; by("lead").hidden = false;
    setInterval(() => ask("look").then(draw).catch(() => {}), 1000);
  });
  by("story").addEventListener("change", () => open());
  for (const what of ["dots", "line", "next", "clear"]) by(what).addEventListener("click", () => act(what));
})();
