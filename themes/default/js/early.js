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
  const returning = Object.keys(localStorage).some((key) => key.startsWith("twotrack:"));
  if (returning) document.documentElement.dataset.returning = "";
} catch {
  // A browser that keeps nothing shows the system's shade.
}
