/**
 * Before the first paint: the shade that the reader has chosen, so that no page flashes, and
 * whether there is data here already, so that none jumps.
 *
 * The choice belongs to the device, so it does not stand in the store that travels.
 */
try {
  const shade = localStorage.getItem("twotrack-shade");
  if (shade) document.documentElement.dataset.shade = shade;
  // Whoever has data here gets room kept for it, so that nothing jumps when it shows.
  const top = new URL(document.documentElement.dataset.top || ".", location.href);
  const kept = JSON.parse(localStorage.getItem(`twotrack:${top.pathname}`) ?? "null");
  if (kept) {
    const live = Object.keys(kept.records).filter((key) => kept.records[key].v);
    const has = ["answer", "deal"].filter((kind) => live.some((key) => key.startsWith(`${kind}/`)));
    document.documentElement.dataset.returning = has.join(" ");
  }
} catch {
  // A browser that keeps nothing, or what nobody can read, shows the system's shade.
}
