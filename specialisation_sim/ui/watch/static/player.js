// Plays one story: a document of scenes, sentences, pictures and tapes. It knows no story, and asks no server for a frame.
(() => {
  "use strict";
  const mix = (a, b, t) => a + (b - a) * t, bound = (x, low, high) => Math.min(Math.max(x, low), high);
  const words = (value, format) => {
    if (format === "%") return `${Math.round(100 * value)} %`;
    if (format === "d" || !format) return Math.round(value).toLocaleString("en");
    return value.toFixed(+format[1]).replace("-", "−");
  };
  const hex = (color) => [1, 3, 5].map((k) => parseInt(color.slice(k, k + 2), 16));
  const blend = (a, b, t) => `rgb(${hex(a).map((x, k) => Math.round(mix(x, hex(b)[k], t))).join(",")})`;
  const make = (tag, about = {}, ...inner) => {
    const one = document.createElement(tag);
    for (const [name, value] of Object.entries(about)) {
      if (name.startsWith("on")) one.addEventListener(name.slice(2), value);
      else if (name === "class") one.className = value;
      else if (value !== null && value !== false) one.setAttribute(name, value === true ? "" : value);
    }
    one.append(...inner);
    return one;
  };

  const ENOUGH = 3;  // so many values are tried before the lever shows the others
  class Player {
    // `host` has: guess(question, value), more() -> scenes that have been opened since, leave and link(story, scene): addresses.
    constructor(root, story, host) {
      Object.assign(this, { root, story, host, runs: {}, guesses: {}, tried: {}, known: 0, slow: 1 });
      this.motion = window.matchMedia("(prefers-reduced-motion: reduce)");
      this.still = this.motion.matches;
      this.motion.addEventListener("change", () => { this.still = this.motion.matches; this.pause(); this.show(); });
      this.build();
      this.learn();
      this.watcher = new ResizeObserver(() => this.fit());
      this.watcher.observe(this.stage);
      document.addEventListener("visibilitychange", () => { this.before = null; });
      root.addEventListener("keydown", (event) => this.key(event));
      root.player = this;
    }

    build() {
      this.head = make("header", {});
      this.title = make("h1", { tabindex: "-1" });
      this.lead = make("p", { class: "lead", "aria-live": "polite" });
      this.side = make("p", { class: "side" });
      this.wrong = make("p", { class: "wrong", role: "alert" });
      this.head.append(make("div", { class: "tale" }, this.title, this.lead, this.wrong), this.side);
      this.art = make("div", { class: "art" });
      this.ink = make("canvas", { "aria-hidden": "true" });
      this.cards = make("nav", { class: "cards", "aria-label": "Other stories" });
      this.heard = make("p", { class: "unseen", "aria-live": "polite" });
      this.stage = make("div", { class: "stage", role: "group", "aria-label": "Picture",
        onpointerdown: (e) => this.grab(e), onpointermove: (e) => this.drag(e), onpointerup: () => { this.held = false; }, onpointercancel: () => { this.held = false; } },
        this.art, this.ink, this.cards);
      this.back = make("button", { class: "plain", "aria-label": "Previous scene", onclick: () => this.turn(-1) }, "←");
      this.dots = make("span", { class: "dots" });
      this.middle = make("div", { class: "middle" });
      this.go = make("button", { class: "go", onclick: () => this.act() });
      this.out = make("a", { class: "leave", href: this.host.leave, "aria-label": "All stories" }, "✕");
      this.root.replaceChildren(this.head, this.stage, this.heard, make("footer", {}, this.out, this.back, this.dots, this.middle, this.go));
    }

    // A tape is two bytes a number. What comes is appended, so that a scene need not hold what a later one will show.
    learn() {
      for (const scene of this.story.scenes.slice(this.known)) {
        for (const [run, part] of Object.entries(scene.tape)) {
          const held = this.runs[run] || (this.runs[run] = { last: -1, columns: {}, kinds: {} });
          for (const [name, [low, high, kind, code]] of Object.entries(part.columns)) {
            const bytes = Uint8Array.from(atob(code), (c) => c.charCodeAt(0)), view = new DataView(bytes.buffer);
            const column = held.columns[name] || (held.columns[name] = []);
            held.kinds[name] = kind;
            if (!code) column.length = Math.max(column.length, part.first), column.push(...Array(part.last + 1 - part.first).fill(low));
            for (let k = 0; 2 * k < bytes.length; k++) column[part.first + k] = mix(low, high, view.getUint16(2 * k, true) / 65535);
          }
          held.last = Math.max(held.last, part.last);
        }
      }
      this.known = this.story.scenes.length;
    }

    open(where, focus = true) {
      const number = typeof where === "number" ? where : this.story.scenes.findIndex((scene) => scene.id === where);
      this.say(this.wrong, number < 0 && where ? `There is no scene ${where} here. This is the first one.` : "");
      this.wrong.hidden = !this.wrong.textContent;
      this.number = bound(number, 0, this.story.scenes.length - 1);
      this.now = this.story.scenes[this.number];
      this.pause();
      Object.assign(this, { step: this.now.from, clock: 0, said: "", halt: null, passed: new Set(), scrubbing: false });
      this.asked = this.now.ask.id ? this.now.ask : (this.story.scenes.find((one) => one.ask.id && one.ask.id === this.now.answer) || {}).ask;
      const held = this.asked ? this.guesses[this.asked.id] : undefined;
      this.guess = held === undefined ? this.asked && this.asked.start !== undefined ? this.asked.start : 0.5 : held;
      this.sure = held !== undefined;
      this.pulled = this.now.lever.values ? String(this.now.lever.start) : "";
      this.state = this.now.ask.id ? (this.sure ? "locked" : "ask") : this.now.pace.length ? "ready" : "done";
      document.title = `${this.story.title}: ${this.now.title}`;
      this.set(); this.fit(); this.show();
      if (focus) this.title.focus({ preventScroll: true });
    }

    get end() { return this.now.pace.length ? this.now.pace[this.now.pace.length - 1][1] : this.now.from; }
    get open_ended() { return this.number + 1 < this.story.scenes.length || Boolean(this.story.of && this.number + 1 < this.story.of); }

    // ---- what is on the screen besides the picture
    show() {
      const { now, halt } = this, of = this.story.of || this.story.scenes.length;
      this.root.dataset.state = this.state;
      this.root.classList.toggle("stopped", Boolean(halt));
      if (halt) this.head.setAttribute("role", "alert"); else this.head.removeAttribute("role");
      this.say(this.title, halt ? halt.title : now.title);
      this.say(this.lead, halt ? halt.text : this.said || now.text);
      this.aside(); this.dim();
      this.dots.replaceChildren(...Array.from({ length: of }, (_, k) => make("i", { class: k === this.number ? "here" : "" })));
      this.dots.setAttribute("role", "img");
      this.dots.setAttribute("aria-label", `Scene ${this.number + 1} of ${of}`);
      this.back.disabled = this.number === 0;
      this.foot();
      this.go.textContent = this.verb();
      this.go.disabled = this.go.textContent === "Next" && !this.open_ended;
      this.go.hidden = now.links.length > 0 || this.go.disabled;
      this.cards.replaceChildren(...now.links.map((link) => this.card(link)));
      this.cards.hidden = !now.links.length;
      this.ink.hidden = Boolean(now.links.length);
    }
    // Who a stop tells of stays as it is; the others step back.
    dim() { for (const half of this.art.querySelectorAll(".half")) half.classList.toggle("aside", Boolean(this.halt) && half.dataset.run !== this.halt.of); }
    say(element, text) { if (element.textContent !== text) element.textContent = text; }
    card(link) {
      const there = this.host.link(link.story), one = make(there ? "a" : "div", { class: "card", href: there || null });
      one.innerHTML = this.host.poster(link.story);
      one.append(make("b", {}, link.title), make("span", {}, link.text));
      return one;
    }
    aside() {
      const yours = this.halt && this.now.answer && this.sure, timed = this.now.pace.length && !this.now.ask.id;
      const [label, value] = yours ? ["you said", words(this.guess_value(), this.asked.format)] : timed ? [this.story.clock, this.told()] : ["", ""];
      if (!this.side.firstChild) this.side.append(make("span"), make("b"));
      this.say(this.side.firstChild, label);
      this.say(this.side.lastChild, value);
      this.side.className = `side ${yours ? "yours" : "time"}`;
    }
    verb() {
      if (this.halt) return this.step < this.end || this.more_here() ? "Go on" : "Next";
      if (this.state === "ask") return `That is my guess: ${words(this.guess_value(), this.now.ask.format)}`;
      if (this.state === "locked") return "Next";
      if (this.state === "waiting") return "Waiting for the teacher …";
      if (this.state === "done") return "Next";
      return this.state === "playing" ? "Pause" : this.still ? "Next moment" : "Play";
    }
    foot() {
      const kind = this.now.lever.values ? "lever" : this.state === "ask" ? "ask" : this.now.pace.length && !this.now.ask.id ? "time" : "";
      if (this.middle.dataset.kind !== `${kind}${this.number}`) {
        this.middle.dataset.kind = `${kind}${this.number}`;
        this.middle.replaceChildren(...(kind === "lever" ? this.lever() : kind === "ask" ? [make("span", { class: "words" }, this.now.ask.words)] : kind === "time" ? this.times() : []));
      }
      if (kind === "time") {
        if (!this.scrubbing) this.slider.value = Math.round(1000 * this.clock / this.seconds());
        this.slider.setAttribute("aria-valuetext", `${this.story.clock} ${this.told()}`);
      }
    }
    times() {
      this.slider = make("input", { type: "range", min: 0, max: 1000, "aria-label": "Time of the run", oninput: (event) => this.seek(+event.target.value / 1000 * this.seconds()) });
      const pace = make("button", { class: "plain small", "aria-pressed": String(this.slow < 1), title: "Half the speed", onclick: () => { this.slow = this.slow < 1 ? 1 : 0.5; pace.setAttribute("aria-pressed", String(this.slow < 1)); } }, "slow");
      return [this.slider, pace];
    }
    lever() {
      const values = this.now.lever.values, at = (k) => 100 * (k + 0.5) / values.length;
      this.bars = make("span", { class: "bars", "aria-hidden": "true" }, ...values.map((value, k) => { const bar = make("i"); bar.style.left = `${at(k)}%`; bar.dataset.value = value; return bar; }));
      this.input = make("input", { type: "range", min: 0, max: values.length - 1, step: 1, "aria-label": this.now.lever.words, oninput: (event) => this.pull(values[+event.target.value]), onchange: () => this.restart() });
      this.input.value = values.indexOf(this.now.lever.start);
      this.input.setAttribute("aria-valuetext", this.pulled);
      this.count = make("b", {}, this.pulled);
      this.trace();
      return [make("span", { class: "words" }, this.now.lever.words), make("span", { class: "rail" }, this.bars, this.input), this.count];
    }
    pull(value) { this.pulled = String(value); this.count.textContent = this.pulled; this.input.setAttribute("aria-valuetext", this.pulled); if (this.state !== "playing") { this.state = "ready"; this.show(); } }
    // A bar for each value that was tried; after three, grey ones for the rest.
    trace() {
      const tried = this.tried[this.now.id] || {}, known = Object.keys(tried).length >= ENOUGH;
      for (const bar of this.bars ? this.bars.children : []) {
        const own = tried[bar.dataset.value], part = own === undefined && known ? this.standing_of(bar.dataset.value, this.end) : own;
        bar.className = own === undefined ? "rest" : "";
        bar.style.height = part === undefined ? "0" : `${3 + 32 * part}px`;
      }
      return known;
    }
    // Share of the hundred whose story has not ended by a step, at a value of the lever.
    standing_of(value, step) {
      const row = this.now.lever.ends[value];
      return row.filter((end) => this.stands(end, step)).length / row.length;
    }
    // Whether a world's story has not ended by a step; where its end is what one hopes for, whether it has.
    stands(end, step) { return (end >= 0 && end <= step) === Boolean(this.now.lever.good); }
    conclude() {
      const { lever } = this.now, tried = this.tried[this.now.id] = this.tried[this.now.id] || {};
      tried[this.pulled] = this.standing_of(this.pulled, this.end);
      const left = `${lever.words}: ${this.pulled}. ${Math.round(100 * tried[this.pulled])} ${lever.left || ""}. `;
      this.said = left[0].toUpperCase() + left.slice(1) + (this.trace() && lever.answer ? lever.answer : "Move the slider and see: each value leaves a bar.");
    }

    // ---- time
    // The time that is shown, in the clock's own unit.
    told() { return (Math.floor(this.whole() / (this.story.per || 1)) + 0).toLocaleString("en"); }
    whole() { return Math.max(Math.ceil(this.step - 1e-9), 0) + 0; }
    seconds() { const pace = this.now.pace; return pace.length ? pace[pace.length - 1][0] : 1; }
    step_of(seconds) {
      const pace = this.now.pace;
      for (let k = 1; k < pace.length; k++) if (seconds <= pace[k][0]) return mix(pace[k - 1][1], pace[k][1], (seconds - pace[k - 1][0]) / (pace[k][0] - pace[k - 1][0]));
      return this.end;
    }
    seconds_of(step) {
      const pace = this.now.pace;
      for (let k = 1; k < pace.length; k++) if (step <= pace[k][1]) return mix(pace[k - 1][0], pace[k][0], (step - pace[k - 1][1]) / ((pace[k][1] - pace[k - 1][1]) || 1));
      return this.seconds();
    }
    act() {
      if (this.halt) { this.halt = null; if (this.more_here()) this.reach(this.step); else if (this.step < this.end) { if (this.still) this.moment(); else this.run(); } else { this.finish(); this.turn(1); } return; }
      if (this.state === "ask") this.lock();
      else if (this.state === "locked" || this.state === "done") this.turn(1);
      else if (this.state === "playing") { this.pause(); this.describe(); this.show(); }
      else if (this.state !== "waiting") { if (this.still) this.moment(); else this.run(); }
    }
    // Another stop of the same step.
    more_here() { return this.now.stop.find((one) => one.at <= this.step && !this.passed.has(one)); }
    pause() { cancelAnimationFrame(this.next); if (this.state === "playing") this.state = "paused"; }
    restart() { Object.assign(this, { step: this.now.from, clock: 0, said: "", halt: null, passed: new Set() }); this.painted = null; if (this.still) { this.reach(this.end); this.finish(); } else this.run(); }
    run() {
      if (this.step >= this.end) { this.restart(); return; }
      this.state = "playing"; this.before = null; cancelAnimationFrame(this.next);
      this.show();
      this.next = requestAnimationFrame((time) => this.frame(time));
    }
    frame(time) {
      if (this.state !== "playing") return;
      const gone = this.before === null ? 16 : Math.min(time - this.before, 250);
      this.before = time; this.elapsed = gone / 1000; this.frames = (this.frames || 0) + 1;
      this.clock += this.slow * gone / 1000;
      if (this.reach(this.step_of(this.clock))) return;
      if (this.step >= this.end) { this.finish(); return; }
      this.next = requestAnimationFrame((later) => this.frame(later));
    }
    // Go to a step, say what is said on the way, and stop where one stops.
    reach(step) {
      const stop = this.now.stop.find((one) => one.at <= step && !this.passed.has(one));
      if (stop) step = Math.min(stop.at, step);
      const said = this.said;
      this.step = step;
      this.caption();
      this.paint(false);
      this.aside(); this.foot();
      if (said !== this.said) { this.say(this.lead, this.said || this.now.text); this.describe(); }
      if (!stop) return false;
      this.passed.add(stop);
      this.clock = this.seconds_of(step);
      this.state = "stopped"; this.halt = stop;
      this.show(); this.describe();
      this.go.focus({ preventScroll: true });
      return true;
    }
    caption() { const past = this.now.say.filter((one) => one.at <= this.whole()); this.said = past.length ? past[past.length - 1].text : ""; }
    seek(seconds) {
      this.pause(); this.halt = null; this.scrubbing = true;
      this.clock = seconds; this.step = this.step_of(seconds); this.elapsed = 9;
      this.passed = new Set(this.now.stop.filter((one) => one.at <= this.step));
      this.state = this.step >= this.end ? "done" : "paused";
      this.caption(); this.paint(true); this.show(); this.scrubbing = false;
    }
    finish() {
      this.state = "done";
      if (this.now.lever.values) { this.conclude(); this.describe(); }
      this.show();
    }
    // Without motion: from one moment that has words to the next.
    moment() {
      const next = [...this.now.say, ...this.now.stop].map((one) => one.at).filter((at) => at > this.step).sort((a, b) => a - b)[0];
      this.elapsed = 9; this.state = "paused";
      this.clock = this.seconds_of(next === undefined ? this.end : next);
      if (this.reach(next === undefined ? this.end : next)) return;
      if (this.step >= this.end) this.finish(); else this.show();
    }
    async turn(by) {
      if (this.number + by >= this.story.scenes.length && by > 0) {
        if (!this.open_ended) return;
        this.state = "waiting"; this.show();
        const more = await this.host.more(this.story.scenes.length);
        if (this.state !== "waiting") return;
        this.story.scenes.push(...more); this.learn();
      }
      const number = bound(this.number + by, 0, this.story.scenes.length - 1);
      if (number === this.number) return;
      this.host.moved(this.story.scenes[number].id);
      this.open(number);
    }

    // ---- guesses
    guess_value() { return mix(this.asked.low, this.asked.high, this.guess_part()); }
    guess_part() { return this.guess; }
    lock() { this.sure = true; this.guesses[this.now.ask.id] = this.guess; this.state = "locked"; this.host.guess(this.now.ask.id, this.guess); this.paint(true); this.show(); this.go.focus({ preventScroll: true }); }
    aim(part) { this.guess = bound(part, 0, 1); this.paint(true); this.show(); }
    grab(event) { if (this.state !== "ask") return; this.held = true; this.stage.setPointerCapture(event.pointerId); this.drag(event); }
    drag(event) {
      const bind = this.held && this.state === "ask" && this.kind.bind.find((one) => one.kind === "guess");
      if (!bind) return;
      const along = bind.x ? ((event.clientX - this.box.left) / this.box.k - bind.x[0]) / (bind.x[1] - bind.x[0]) : ((event.clientY - this.box.top) / this.box.k - bind.y[0]) / (bind.y[1] - bind.y[0]);
      this.aim(along);
    }
    key(event) {
      const on = event.target.closest ? event.target : document.body, field = on.closest("input, a"), press = on.closest("button");
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (on.closest("#guess") && this.state === "ask") {
        const by = { ArrowRight: 0.01, ArrowUp: 0.01, ArrowLeft: -0.01, ArrowDown: -0.01, PageUp: 0.1, PageDown: -0.1 }[event.key];
        if (by || event.key === "Home" || event.key === "End") { this.aim(by ? this.guess + by : event.key === "End" ? 1 : 0); event.preventDefault(); return; }
        if (event.key === "Enter") { this.act(); event.preventDefault(); return; }
      }
      if (field || (press && (event.key === " " || event.key === "Enter"))) return;
      if (event.key === " ") { event.preventDefault(); if (this.state !== "ask" && !this.go.hidden) this.act(); }
      else if (event.key === "ArrowRight" && this.state !== "ask") this.turn(1);
      else if (event.key === "ArrowLeft") this.turn(-1);
    }

    // ---- the picture
    set() {
      this.kind = this.narrow ? this.now.narrow : this.now.wide;
      this.art.innerHTML = this.kind.svg;
      this.found = {}; this.painted = null; this.smoothed = {}; this.lowest = {};
    }
    fit() {
      if (!this.now) return;
      const narrow = this.root.clientWidth < 700;
      if (narrow !== this.narrow) { this.narrow = narrow; this.root.classList.toggle("narrow", narrow); this.set(); }
      const outer = this.stage.getBoundingClientRect(), [w, h] = this.kind.view, k = Math.min(outer.width / w, outer.height / h) || 1;
      this.box = { left: outer.left + (outer.width - k * w) / 2, top: outer.top + (outer.height - k * h) / 2, k };
      const dense = Math.min(window.devicePixelRatio || 1, 2);
      Object.assign(this.ink.style, { left: `${this.box.left - outer.left}px`, top: `${this.box.top - outer.top}px`, width: `${k * w}px`, height: `${k * h}px` });
      [this.ink.width, this.ink.height] = [Math.round(k * w * dense), Math.round(k * h * dense)];
      this.pen = this.ink.getContext("2d");
      this.pen.setTransform(k * dense, 0, 0, k * dense, 0, 0);
      this.painted = null; this.paint(true);
    }
    one(id) { return this.found[id] || (this.found[id] = this.art.querySelector(`[id="${id}"]`)); }
    // A step is on its way between whole numbers: what it brings is never shown under the name of the one before.
    at(path, step = this.step) {
      const dot = path.indexOf("."), held = this.runs[path.slice(0, dot)], name = path.slice(dot + 1);
      if (!held || held.last < 0) return 0;
      const column = held.columns[name], floor = Math.min(Math.floor(step), held.last), next = Math.min(floor + 1, held.last);
      if (held.kinds[name] === "fact") return column[floor];
      if (held.kinds[name] === "deed") return column[Math.min(Math.ceil(step), held.last)];
      return mix(column[floor], column[next], Math.min(step - floor, 1));
    }
    eased(bind, all) {
      const value = this.at(bind.col), key = bind.id + bind.col;
      if (!bind.smooth || all || this.still) return (this.smoothed[key] = value);
      const was = this.smoothed[key];
      return (this.smoothed[key] = was === undefined ? value : was + (value - was) * (1 - Math.exp(-this.elapsed / bind.smooth)));
    }
    paint(all) {
      if (!this.kind || !this.box) return;
      if (!this.painted || this.step < this.upto) { this.pen.clearRect(0, 0, ...this.kind.view); this.painted = {}; }
      this.upto = this.step;
      for (const [place, bind] of this.kind.bind.entries()) {
        const element = bind.id ? this.one(bind.id) : null;
        PAINT[bind.kind].call(this, bind, element, all, place);
      }
    }
    describe() {
      const parts = this.kind.says.map((one) => one.text.replace("{}", words(this.at(one.col), one.format)));
      if (this.standing !== undefined && this.now.lever.values) parts.push(`${this.standing} ${this.now.lever.left || ""}`);
      this.heard.textContent = this.now.pace.length ? `${this.story.clock} ${this.told()}. ${parts.join(" ")}` : parts.join(" ");
    }
  }

  const part = (bind, value) => bound((value - bind.range[0]) / ((bind.range[1] - bind.range[0]) || 1), 0, 1);
  const move = (element, x, y, more = "") => element.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})${more}`);
  // One function a kind of binding; docs/howto/watch.md tells what each does.
  const PAINT = {
    guess(bind, element) {
      element.classList.toggle("away", this.state !== "ask" && !this.sure);
      if (bind.x) move(element, mix(...bind.x, this.guess), 0); else move(element, 0, mix(...bind.y, this.guess));
      const value = this.guess_value();
      element.setAttribute("aria-valuemin", this.asked.low); element.setAttribute("aria-valuemax", this.asked.high);
      element.setAttribute("aria-valuenow", value.toFixed(2)); element.setAttribute("aria-valuetext", words(value, this.asked.format));
      if (this.state !== "ask") { element.setAttribute("aria-disabled", "true"); element.setAttribute("tabindex", "-1"); }
    },
    move(bind, element, all) {
      const value = this.eased(bind, all), along = bind.range ? part(bind, value) : value;
      move(element, bind.x ? mix(...bind.x, along) : 0, bind.y ? mix(...bind.y, along) : 0);
    },
    squeeze(bind, element) { const x = mix(...bind.x, this.at(bind.col)); move(element, x, 0, ` scale(${((bind.x[1] - x) / bind.width).toFixed(4)} 1)`); },
    scale(bind, element) { element.setAttribute("transform", `scale(${Math.cbrt(part(bind, this.at(bind.col))).toFixed(3)})`); },
    bar(bind, element, all) { const k = part(bind, this.eased(bind, all)).toFixed(4); element.setAttribute("transform", bind.along === "x" ? `scale(${k} 1)` : `scale(1 ${k})`); },
    count(bind, element) {
      const full = this.at(bind.col) * bind.times;
      for (let k = 0; k < element.children.length; k++) element.children[k].style.opacity = bound(full - k, bind.least, 1);
    },
    fade(bind, element) { element.style.opacity = mix(bind.to ? bind.to[0] : 0, bind.to ? bind.to[1] : 1, part(bind, this.at(bind.col))).toFixed(3); },
    fill(bind, element) { element.setAttribute("fill", blend(...bind.colors, part(bind, this.at(bind.col)))); },
    blur(bind, element) { element.setAttribute("stdDeviation", mix(...bind.to, part(bind, this.at(bind.col))).toFixed(2)); },
    pick(bind, element) { const names = bind.names, k = Math.round(part(bind, this.at(bind.col)) * (names.length - 1)); const name = `#${names[k]}`; if (element.getAttribute("href") !== name) element.setAttribute("href", name); },
    toggle(bind, element) { const value = this.at(bind.col); element.classList.toggle(bind.class, bind.below === undefined ? value > bind.above : value < bind.below); },
    appear(bind, element) { element.style.visibility = this.step >= bind.step ? "" : "hidden"; },
    text(bind, element) { const said = bind.text.replace("{}", words(this.at(bind.col), bind.format)); if (element.textContent !== said) element.textContent = said; },
    swarm(bind, element) {
      const ends = this.now.lever.ends[this.pulled];
      let left = 0;
      ends.forEach((end, k) => { const over = !this.stands(end, this.step); left += !over; element.children[k].firstChild.classList.toggle("fallen", over); });
      this.standing = left;
      this.one(bind.count).textContent = `${left} ${bind.words}`;
    },
    // One dot a step in the colour of what was done, and the line beside which it was decided; only new steps are painted.
    dots(bind, _, __, place) {
      const held = this.runs[bind.run], [first, last] = bind.steps, pen = this.pen;
      if (!held) return;
      const from = this.painted[place] === undefined ? first + 1 : this.painted[place] + 1, to = Math.min(Math.floor(this.step), held.last);
      const down = (step) => mix(...bind.y, (step - first) / (last - first));
      for (let step = from; step <= to; step++) {
        if (bind.alive && held.columns[bind.alive][step - 1] < 0.5) continue;
        const y = down(step);
        pen.globalAlpha = 0.82; pen.fillStyle = bind.colors[held.columns[bind.hue][step] < 0.5 ? 0 : 1];
        pen.beginPath(); pen.arc(mix(...bind.x, held.columns[bind.at][step]), y, bind.r, 0, 7); pen.fill();
        pen.globalAlpha = 1;
        const a = mix(...bind.x, held.columns[bind.line][Math.max(step - 1, first)]), b = mix(...bind.x, held.columns[bind.line][step]);
        pen.strokeStyle = "#1C2430"; pen.lineWidth = 3; pen.beginPath(); pen.moveTo(a, down(step - 1)); pen.lineTo(b, y); pen.stroke();
      }
      this.painted[place] = Math.max(to, from - 1);
    },
    // Lines that grow with time, down or to the right.
    trace(bind, _, __, place) {
      const pen = this.pen, [first, last] = bind.steps, done = this.painted[place] || bind.since || first, to = Math.floor(this.step);
      const across = bind.time === "x", point = (col, step) => {
        const t = (step - first) / ((last - first) || 1), v = part(bind, this.at(col, step));
        return across ? [mix(...bind.x, t), mix(...bind.y, v)] : [mix(...bind.x, v), mix(...bind.y, t)];
      };
      if (to <= done) { this.painted[place] = done; return; }
      bind.cols.forEach((col, k) => {
        pen.strokeStyle = bind.colors[k % bind.colors.length]; pen.lineWidth = bind.widths ? bind.widths[k] : 4; pen.lineCap = pen.lineJoin = "round";
        pen.globalAlpha = bind.alpha || 1;
        pen.beginPath(); pen.moveTo(...point(col, done));
        for (let step = done + 1; step <= to; step++) pen.lineTo(...point(col, step));
        pen.stroke();
      });
      pen.globalAlpha = 1;
      this.painted[place] = to;
    },
  };

  window.Watch = { Player, words, make };
})();
