/**
 * Hears of changes. A browser opens only six connections to a host, so the tabs of one browser
 * share a single event stream: the tab that holds a lock listens and tells the others. When it
 * closes, the lock passes on by itself.
 */

/** How often to ask where a browser offers no locks: on a plain address of another machine. */
const POLL = 2000;

/**
 * @typedef {import('./page.js').State} State
 * @param {URL} home where the preview's own files lie
 * @param {(state: State) => void} tell called with the present state, and with every later one
 */
export function listen(home, tell) {
  const ask = () =>
    fetch(new URL("state.json", home))
      .then((it) => it.json())
      .then(tell, () => {});
  if (!navigator.locks) {
    setInterval(ask, POLL);
    ask();
    return;
  }
  const name = `twotrack ${home.pathname}`;
  const channel = new BroadcastChannel(name);
  channel.onmessage = (event) => tell(event.data);
  navigator.locks.request(
    name,
    () =>
      new Promise(() => {
        follow(home, (state) => {
          tell(state);
          channel.postMessage(state);
        });
      }),
  );
  ask();
}

/** @param {URL} home @param {(state: State) => void} tell */
function follow(home, tell) {
  const events = new EventSource(new URL("events", home));
  events.addEventListener("state", (event) => tell(JSON.parse(event.data)));
  events.addEventListener("error", () => {
    // The browser tries again by itself unless the preview said no.
    if (events.readyState === EventSource.CLOSED) setTimeout(() => follow(home, tell), POLL);
  });
}
