// Begins a page: the story that it holds, or the one of several that its address names. Works from a server and from disk.
(() => {
  "use strict";
  const { Player } = window.Watch, front = document.getElementById("front");
  const given = JSON.parse(document.getElementById("stories").textContent);
  // given: stories by name, leave, address, title; several: whether this page holds all; room: whether a teacher leads.
  const several = given.several, room = given.room;
  let player = null, shown = "";
  const place = () => decodeURIComponent(location.hash.slice(1)).split("/").filter(Boolean);

  const token = () => Array.from(crypto.getRandomValues(new Uint8Array(8)), (one) => one.toString(16).padStart(2, "0")).join("");
  const mine = room ? token() : "";
  const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const host = (story) => ({
    leave: several ? "#" : given.leave,
    link: (name) => (several ? given.stories[name] && `#${name}` : given.leave + given.address.replace("{}", name)),
    poster: (name) => `<svg viewBox="0 0 560 300" aria-hidden="true"><use href="#poster-${document.getElementById(`poster-${name}`) ? name : "plain"}"/></svg>`,
    moved: (scene) => { const hash = several ? `#${story.name}/${scene}` : `#${scene}`; if (location.hash !== hash) history.pushState(null, "", hash); },
    guess: (question, value) => { if (room) fetch("/watch/guess", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ story: story.name, question, value, page: mine }) }).catch(() => {}); },
    // The next scene of a class: asked for until the teacher has gone on.
    more: async (number) => {
      for (;;) {
        try {
          const answer = await fetch(`/watch/scenes/${story.name}?from=${number}`);
          const scenes = answer.ok ? await answer.json() : [];
          if (scenes.length) return scenes;
        } catch (error) { /* the server may be away for a moment */ }
        await wait(1500 + 1000 * Math.random());
      }
    },
  });

  function go(focus) {
    const parts = place(), name = several ? parts[0] : Object.keys(given.stories)[0], scene = several ? parts[1] : parts[0];
    const story = name && given.stories[name];
    document.getElementById("watch").hidden = !story;
    if (front) front.hidden = Boolean(story);
    if (!story) { if (player) player.pause(); document.title = given.title; shown = ""; return; }
    if (shown !== name) { if (player) player.pause(); player = new Player(fresh(), story, host(story)); shown = name; }
    player.open(scene || 0, focus);
  }
  // A new element for each story, so that nothing of the one before listens on.
  function fresh() { const one = document.getElementById("watch"), next = one.cloneNode(false); one.replaceWith(next); next.hidden = false; return next; }

  window.addEventListener("hashchange", () => go(true));
  window.addEventListener("popstate", () => { if (player && !several) player.open(place()[0] || 0); });
  go(false);
})();
