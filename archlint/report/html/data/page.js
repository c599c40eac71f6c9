"use strict";
(() => {
  const root = document.documentElement;
  const by = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const read = (name) => { const found = by("data-" + name); return found ? JSON.parse(found.textContent) : null; };
  const make = (tag, style, text) => {
    const made = document.createElement(tag);
    if (style) made.className = style;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const counted = (number, word) => number.toLocaleString("en") + " " + word + (number === 1 ? "" : "s");
  root.classList.add("js");

  // Light and dark: the system's choice until the reader makes another one.
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const theme = () => root.dataset.theme || (dark.matches ? "dark" : "light");
  const name = () => { by("theme-name").textContent = theme() === "dark" ? "Light theme" : "Dark theme"; };
  try { const kept = localStorage.getItem("archlint-theme"); if (kept === "light" || kept === "dark") root.dataset.theme = kept; } catch { /* no storage in this browser */ }
  by("theme").addEventListener("click", () => {
    root.dataset.theme = theme() === "dark" ? "light" : "dark";
    try { localStorage.setItem("archlint-theme", root.dataset.theme); } catch { /* no storage in this browser */ }
    name();
  });
  dark.addEventListener("change", name);
  name();

  // The section that is read is marked in the navigation.
  const links = new Map(all("nav a").map((link) => [link.getAttribute("href").slice(1), link]));
  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) {
      for (const link of links.values()) link.removeAttribute("aria-current");
      links.get(entry.target.id)?.setAttribute("aria-current", "true");
    }
  }, { rootMargin: "-20% 0px -70% 0px" });
  for (const id of links.keys()) if (by(id)) watch.observe(by(id));

  // A link to a rule opens it.
  const open = () => { const target = location.hash && by(decodeURIComponent(location.hash.slice(1))); if (target instanceof HTMLDetailsElement) { target.open = true; target.scrollIntoView(); } };
  addEventListener("hashchange", open);
  open();

  // Arrow keys among many marks, of which only one is a stop of the tab key.
  const roving = (marks, next) => {
    marks.forEach((mark, index) => mark.setAttribute("tabindex", index ? "-1" : "0"));
    return (event) => {
      const at = marks.indexOf(event.target);
      const to = at < 0 ? null : next(at, event.key);
      if (to === null || to === undefined || !marks[to]) return;
      event.preventDefault();
      event.target.setAttribute("tabindex", "-1");
      marks[to].setAttribute("tabindex", "0");
      marks[to].focus();
    };
  };

  // Findings
  const form = by("filters");
  if (form) {
    const items = all("#finding-list > li").map((item) => ({
      item,
      path: item.dataset.path.toLowerCase(),
      text: [".rule", ".message", ".element"].map((part) => item.querySelector(part)?.textContent ?? "").join(" ").toLowerCase(),
    }));
    const chips = all(".chip", form);
    const apply = () => {
      const severities = new Set(chips.filter((chip) => chip.getAttribute("aria-pressed") === "true").map((chip) => chip.dataset.severity));
      const principle = by("by-principle").value;
      const path = by("by-path").value.trim().toLowerCase();
      const words = by("by-text").value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const { item, path: at, text } of items) {
        const fits = severities.has(item.dataset.severity) && (!principle || item.dataset.principle === principle)
          && at.includes(path) && words.every((word) => text.includes(word));
        item.hidden = !fits;
        shown += fits;
      }
      by("shown").textContent = shown === items.length ? counted(shown, "finding") : shown + " of " + counted(items.length, "finding");
      by("nothing").hidden = shown > 0;
    };
    for (const chip of chips) chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      apply();
    });
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    by("clear").addEventListener("click", () => {
      form.reset();
      for (const chip of chips) chip.setAttribute("aria-pressed", "true");
      apply();
    });
    for (const button of all(".principles button")) button.addEventListener("click", () => {
      by("by-principle").value = button.dataset.principle;
      apply();
      by("findings").scrollIntoView();
    });
    apply(); // a browser may have kept what stood in the fields
  }

  // Imports: what a part imports and what imports it
  const areas = read("areas");
  const picture = document.querySelector("svg.ig");
  if (areas && picture) {
    const panel = by("area-panel");
    const rest = [...panel.childNodes];
    const nodes = new Map(all(".ig-node", picture).map((node) => [node.dataset.id, node]));
    const edges = all(".ig-edge", picture);
    const order = new Map([...nodes.keys()].map((id, index) => [id, index]));
    let chosen = null;
    const list = (title, pairs, against) => {
      const found = [make("h3", "", title)];
      const items = make("ul");
      pairs.sort((a, b) => b[1] - a[1] || order.get(a[0]) - order.get(b[0]));
      for (const [id, weight] of pairs) {
        const item = make("li", against(id) ? "against" : "");
        item.append(make("span", "", areas.names[id]), make("b", "", weight.toLocaleString("en")));
        items.append(item);
      }
      found.push(pairs.length ? items : make("p", "", "nothing"));
      return found;
    };
    const show = (id) => {
      picture.classList.toggle("lit", id !== null);
      for (const part of all(".on", picture)) part.classList.remove("on");
      if (id === null) return panel.replaceChildren(...rest);
      const out = [], into = [];
      for (const [source, target, weight] of areas.weights) {
        if (source === id) out.push([target, weight]);
        if (target === id) into.push([source, weight]);
      }
      for (const end of [id, ...out.map((pair) => pair[0]), ...into.map((pair) => pair[0])]) nodes.get(end).classList.add("on");
      for (const edge of edges) if (edge.dataset.from === id || edge.dataset.to === id) edge.classList.add("on");
      panel.replaceChildren(make("h4", "", areas.names[id]),
        ...list("imports", out, (other) => order.get(other) < order.get(id)),
        ...list("is imported by", into, (other) => order.get(other) > order.get(id)));
    };
    const choose = (id) => {
      chosen = chosen === id ? null : id;
      for (const [key, node] of nodes) {
        node.classList.toggle("chosen", key === chosen);
        node.setAttribute("aria-pressed", String(key === chosen));
      }
      show(chosen);
    };
    for (const [id, node] of nodes) {
      node.addEventListener("pointerenter", () => show(id));
      node.addEventListener("pointerleave", () => show(chosen));
      node.addEventListener("focus", () => show(id));
      node.addEventListener("blur", () => show(chosen));
      node.addEventListener("click", () => choose(id));
      node.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(id); } });
    }
  }

  // Dependency structure matrix
  const matrix = read("matrix");
  if (matrix) drawMatrix(matrix);
  function drawMatrix({ names, paths, edges, tree }) {
    const MOST = 320; // rows that a browser still draws at once
    const place = by("dsm"), panel = by("dsm-panel");
    const adopt = (entry, above) => {
      entry.above = above;
      entry.open = Boolean(entry.o);
      entry.modules = entry.k ? [] : [entry.m];
      for (const child of entry.k ?? []) { adopt(child, entry); entry.modules.push(...child.modules); }
      entry.cyclic = entry.c >= 0 || (entry.k ?? []).some((child) => child.cyclic);
    };
    tree.forEach((entry) => adopt(entry, null));
    let wantedFocus = null;

    const visible = () => {
      const rows = [], blocks = [];
      const walk = (entries, depth) => {
        const circles = new Map();
        for (const entry of entries) {
          const first = rows.length;
          if (entry.k && entry.open) walk(entry.k, depth + 1);
          else rows.push({ entry, depth });
          if (entry.k && entry.open) blocks.push({ first, last: rows.length - 1, cycle: false });
          if (entry.c >= 0) {
            const circle = circles.get(entry.c) ?? { first, cycle: true };
            circle.last = rows.length - 1;
            circles.set(entry.c, circle);
          }
        }
        blocks.push(...circles.values());
      };
      walk(tree, 0);
      return { rows, blocks };
    };
    const short = (entry) => entry.above && entry.n.startsWith(entry.above.n + ".") ? entry.n.slice(entry.above.n.length + 1)
      : entry.above && entry.n === entry.above.n ? "(itself)" : entry.n;

    const draw = () => {
      const { rows, blocks } = visible();
      const home = new Map();
      rows.forEach(({ entry }, row) => entry.modules.forEach((module) => home.set(module, row)));
      const cells = new Map();
      for (const edge of edges) {
        const row = home.get(edge[0]), column = home.get(edge[1]);
        if (row === column) continue;
        const key = row * rows.length + column;
        const cell = cells.get(key) ?? { row, column, count: 0, edges: [] };
        cell.count += edge[2].length;
        cell.edges.push(edge);
        cells.set(key, cell);
      }
      paint(rows, blocks, [...cells.values()].sort((a, b) => a.row - b.row || a.column - b.column));
    };

    const paint = (rows, blocks, cells) => {
      const size = parseFloat(getComputedStyle(place).getPropertyValue("--cell"));
      const side = rows.length * size;
      const head = make("div", "dsm-head"), body = make("div", "dsm-body"), list = make("div", "dsm-names");
      const corner = make("div", "dsm-corner");
      head.append(corner);
      const left = (index) => "calc(var(--names) + " + index * size + "px)";
      const numbers = rows.map(({ entry }, index) => {
        const number = make("span", "", String(index + 1));
        number.title = entry.n;
        number.style.left = left(index);
        head.append(number);
        return number;
      });
      const begun = new Set();
      const labels = rows.map(({ entry, depth }, index) => {
        const label = make("div", "dsm-name");
        label.style.paddingLeft = 8 + depth * 10 + "px";
        label.title = entry.n;
        const around = [];
        for (let above = entry.above; above && !begun.has(above); above = above.above) around.unshift(above);
        for (const above of around) { // an open package has no row of its own: it is closed where its first part stands
          begun.add(above);
          label.append(button("close", "▾ " + short(above) + " /", "Close " + above.n, "true", () => toggle(above, false)));
        }
        label.append(entry.k ? button("label", "▸ " + short(entry), "Open " + entry.n, "false", () => toggle(entry, true)) : make("span", "label", short(entry)));
        label.append(make("i", "", String(index + 1)));
        list.append(label);
        return label;
      });
      body.style.left = "var(--names)";
      body.style.top = size + "px";
      body.style.width = body.style.height = side + "px";
      place.style.width = "calc(var(--names) + " + (side + 1) + "px)";
      place.style.height = size + side + 1 + "px";
      for (const { first, last, cycle } of blocks.sort((a, b) => b.last - b.first - (a.last - a.first))) {
        const block = make("div", cycle ? "dsm-block cycle" : "dsm-block");
        block.style.left = block.style.top = first * size + "px";
        block.style.width = block.style.height = (last - first + 1) * size - 1 + "px";
        body.append(block);
      }
      rows.forEach((_, index) => {
        const self = make("div", "dsm-self");
        self.style.left = self.style.top = index * size + "px";
        body.append(self);
      });
      const marks = cells.map((cell) => {
        const heavy = cell.count >= 100 ? " w3" : cell.count >= 12 ? " w2" : "";
        const against = cell.row > cell.column;
        const mark = make("button", "dsm-cell" + heavy + (against ? " against" : ""), cell.count > 999 ? "1k+" : String(cell.count));
        mark.type = "button";
        mark.style.left = cell.column * size + "px";
        mark.style.top = cell.row * size + "px";
        const from = rows[cell.row].entry.n, to = rows[cell.column].entry.n;
        mark.setAttribute("aria-label", from + " imports " + to + ": " + counted(cell.count, "import"));
        mark.setAttribute("aria-pressed", "false");
        const light = (on) => { for (const part of [labels[cell.row], labels[cell.column], numbers[cell.row], numbers[cell.column]]) part.classList.toggle("on", on); };
        for (const event of ["pointerenter", "focus"]) mark.addEventListener(event, () => light(true));
        for (const event of ["pointerleave", "blur"]) mark.addEventListener(event, () => light(false));
        mark.addEventListener("click", () => {
          for (const other of all("[aria-pressed=true]", body)) other.setAttribute("aria-pressed", "false");
          mark.setAttribute("aria-pressed", "true");
          list_imports(cell, from, to, against);
        });
        body.append(mark);
        return mark;
      });
      body.addEventListener("keydown", roving(marks, (at, key) => {
        const here = cells[at];
        const along = { ArrowRight: 1, ArrowLeft: -1 }[key];
        if (along) return at + along;
        const down = { ArrowDown: 1, ArrowUp: -1 }[key];
        if (!down) return null;
        let best = null;
        cells.forEach((cell, index) => {
          const rows_off = (cell.row - here.row) * down;
          if (rows_off <= 0) return;
          const off = rows_off * 4 + Math.abs(cell.column - here.column);
          if (best === null || off < best.off) best = { off, index };
        });
        return best?.index;
      }));
      place.replaceChildren(head, list, body);
      by("dsm-note").textContent = counted(rows.length, "row") + ", " + counted(cells.length, "mark");
      if (wantedFocus) all("button", list).find((each) => each.title === wantedFocus)?.focus();
      wantedFocus = null;
    };

    const button = (style, text, title, expanded, act) => {
      const made = make("button", style, text);
      made.type = "button";
      made.title = title;
      made.setAttribute("aria-label", title);
      made.setAttribute("aria-expanded", expanded);
      made.addEventListener("click", act);
      return made;
    };

    const toggle = (entry, opening) => {
      entry.open = opening;
      if (visible().rows.length > MOST) {
        entry.open = false;
        by("dsm-note").textContent = "That would be more than " + MOST + " rows; close something first.";
        return;
      }
      wantedFocus = (opening ? "Close " : "Open ") + entry.n;
      draw();
    };

    const list_imports = (cell, from, to, against) => {
      const LISTED = 400;
      const sites = make("ul", "sites");
      let left = LISTED;
      for (const [source, target, lines] of cell.edges) for (const line of lines) {
        if (left-- <= 0) break;
        const item = make("li");
        item.append(make("code", "", paths[source] + ":" + line), make("span", "", names[source] + " → " + names[target]));
        sites.append(item);
      }
      const lead = make("p", "", counted(cell.count, "import") + (against ? ", against the order" : "") + (cell.count > LISTED ? "; the first " + LISTED + ":" : ""));
      panel.replaceChildren(make("h4", "", from + " imports " + to), lead, sites);
      panel.scrollTop = 0;
    };

    by("dsm-fold").addEventListener("click", () => {
      const fold = (entry) => { entry.open = Boolean(entry.o); (entry.k ?? []).forEach(fold); };
      tree.forEach(fold);
      draw();
    });
    by("dsm-unfold").addEventListener("click", () => {
      const closed = visible().rows.map(({ entry }) => entry).filter((entry) => entry.k);
      for (const entry of closed) entry.open = true;
      if (visible().rows.length > MOST) {
        for (const entry of closed) entry.open = false;
        by("dsm-note").textContent = "That would be more than " + MOST + " rows; open packages one by one.";
        return;
      }
      draw();
    });
    draw();
  }

  // Main sequence: the numbers of a dot, at once and beside it
  const tip = by("tip");
  const point = (dot) => {
    const [title, rest] = dot.getAttribute("aria-label").split(/: (.*)/s);
    tip.replaceChildren(make("b", "", title), rest);
    tip.hidden = false;
    const box = dot.getBoundingClientRect(), own = tip.getBoundingClientRect();
    tip.style.left = Math.max(8, Math.min(box.left + box.width / 2 - own.width / 2, innerWidth - own.width - 8)) + "px";
    tip.style.top = (box.top > own.height + 12 ? box.top - own.height - 8 : box.bottom + 8) + "px";
  };
  const hide = () => { tip.hidden = true; };
  for (const plot of all(".plot")) {
    const dots = all(".ms-dot", plot);
    for (const dot of dots) {
      dot.querySelector("title").remove(); // else the browser shows a second one
      dot.addEventListener("pointerenter", () => point(dot));
      dot.addEventListener("focus", () => point(dot));
      dot.addEventListener("pointerleave", hide);
      dot.addEventListener("blur", hide);
    }
    plot.addEventListener("keydown", roving(dots, (at, key) => ({ ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1 })[key]));
  }
  addEventListener("scroll", hide, { passive: true });
  addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

  const switches = (attribute, panes) => {
    for (const button of all("[data-" + attribute + "]")) button.addEventListener("click", () => {
      const level = button.dataset[attribute];
      for (const other of all("[data-" + attribute + "]")) other.setAttribute("aria-pressed", String(other === button));
      for (const pane of all(panes)) pane.hidden = pane.dataset.level !== level;
    });
  };
  switches("plot", ".plot");
  switches("table", ".table");

  // Tables
  for (const table of all(".table table")) {
    const heads = all("thead th", table);
    heads.forEach((head, column) => {
      const button = make("button", "", head.textContent);
      button.type = "button";
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "descending" || (column === 0 && head.getAttribute("aria-sort") !== "ascending");
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "ascending" : "descending");
        const value = (row) => column === 0 ? row.cells[0].textContent : parseFloat(row.cells[column].textContent.replace(/,/g, ""));
        const rows = [...table.tBodies[0].rows].map((row) => [value(row), row]);
        rows.sort(([a], [b]) => {
          if (column === 0) return (a < b ? -1 : a > b ? 1 : 0) * (down ? 1 : -1);
          if (isNaN(a) || isNaN(b)) return isNaN(a) - isNaN(b); // what has no number stands last either way
          return (a - b) * (down ? 1 : -1);
        });
        table.tBodies[0].append(...rows.map(([, row]) => row));
      });
    });
  }
  by("by-name")?.addEventListener("input", (event) => {
    const part = event.target.value.trim().toLowerCase();
    for (const row of all(".table tbody tr")) row.hidden = !row.cells[0].textContent.toLowerCase().includes(part);
  });
})();
