/**
 * Before the first paint: the shade that the reader has chosen, so that no page flashes.
 *
 * The choice belongs to the device, so it does not stand in the store that travels.
 */
try {
  const shade = localStorage.getItem("twotrack-shade");
  if (shade) document.documentElement.dataset.shade = shade;
} catch {
  // A browser that keeps nothing shows the system's shade.
}
