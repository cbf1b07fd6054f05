/**
 * A conversation that is heard: the buyer's lines by a voice of the device, and the rep's own answer
 * recorded to listen to. Nothing of it leaves the page: a voice that sends the words away is never
 * taken, and a recording lives in memory until the next line.
 */
import { h } from "../kit/dom.js";
import { refused } from "../kit/outcome.js";
import { LANG, say } from "../kit/words.js";
import { plain } from "./text.js";

/**
 * A voice on this device that speaks the page's language.
 * @param {readonly SpeechSynthesisVoice[]} voices
 * @param {string} [lang]
 */
export function localVoice(voices, lang = LANG) {
  const tongue = lang.split("-")[0];
  const own = voices.filter((voice) => voice.localService && voice.lang.split(/[-_]/)[0] === tongue);
  return own.find((voice) => voice.lang.replace("_", "-") === lang) ?? own[0] ?? null;
}

export class Voice {
  isOn = false;

  /** A box that turns the voice on; it shows once the device is known to have one. */
  box() {
    if (!("speechSynthesis" in window)) return null;
    const input = h("input", {
      type: "checkbox",
      checked: this.isOn,
      onchange: (event) => this.turn(event.target.checked),
    });
    const box = h("label.voice", { hidden: true }, input, " ", say("talk.aloud"));
    const look = () => {
      box.hidden = !localVoice(speechSynthesis.getVoices());
    };
    speechSynthesis.addEventListener("voiceschanged", look);
    look();
    return box;
  }

  /** @param {boolean} isOn */
  turn(isOn) {
    this.isOn = isOn;
    if (!isOn) speechSynthesis.cancel();
    else if (this.last) this.speak(this.last);
  }

  /** Speaks a line of the buyer, if that is wanted. @param {string} html */
  speak(html) {
    this.last = html;
    const voice = this.isOn && localVoice(speechSynthesis.getVoices());
    if (!voice) return;
    const words = new SpeechSynthesisUtterance(plain(html));
    words.voice = voice;
    words.lang = voice.lang;
    speechSynthesis.cancel();
    speechSynthesis.speak(words);
  }

  hush() {
    if (this.isOn) speechSynthesis.cancel();
  }
}

/** Buttons that record an answer and play it. */
export function recorder() {
  if (!navigator.mediaDevices?.getUserMedia || !("MediaRecorder" in window)) return null;
  /** @type {MediaRecorder | null} */
  let running = null;
  /** @type {AudioBuffer | null} */
  let heard = null;
  const context = () => (sound ??= new AudioContext());
  const play = h(
    "button.plain.small",
    { type: "button", hidden: true, onclick: () => run() },
    say("talk.play"),
  );
  const button = h("button.plain.small", { type: "button", onclick: () => toggle() }, say("talk.record"));

  function run() {
    if (!heard) return;
    const source = context().createBufferSource();
    source.buffer = heard;
    source.connect(context().destination);
    source.start();
  }

  async function toggle() {
    if (running) return running.stop();
    /** @type {MediaStream} */
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      return refused(say("talk.no_microphone"));
    }
    // The page may have gone on while the browser asked.
    if (!button.isConnected) return stream.getTracks().forEach((track) => track.stop());
    /** @type {Blob[]} */
    const parts = [];
    running = new MediaRecorder(stream);
    running.addEventListener("dataavailable", ({ data }) => parts.push(data));
    running.addEventListener("stop", async () => {
      running = null;
      stream.getTracks().forEach((track) => track.stop());
      button.textContent = say("talk.record");
      heard = await context().decodeAudioData(await new Blob(parts).arrayBuffer());
      play.hidden = false;
      play.focus();
    });
    running.start();
    button.textContent = say("talk.stop_record");
  }
  return h("p.recorder", {}, button, " ", play, " ", h("small.quiet", {}, say("talk.in_memory")));
}

/** One for the page: a browser gives only a few. @type {AudioContext | null} */
let sound = null;
