// The administrator's page of recorded voices: what is to be read, recording or uploading it, hearing the result. Knows
// no rules of a good clip: the server says what is wrong with one.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { Refusal, ask, authorised, post } from "/static/commands.js";
import { paint } from "/static/paint.js";
import { languageLinks, mark } from "/static/parts.js";
import { Recording, canRecord } from "/static/recording.js";
import { leaveButton, openPage } from "/static/staff.js";
import { N_, _, facts, name } from "/static/words.js";

/** @typedef {import("./contract").RecordedVoice} RecordedVoice */
/** @typedef {import("./contract").VoiceClip} VoiceClip */
/** @typedef {import("./contract").TriedVoice} TriedVoice */

/** @type {Readonly<Record<string, string>>} */
const WRONGS = {
  clipped: N_("clipped: less loud, please"),
  "too quiet": N_("too quiet: nearer to the microphone, please"),
  "too long": N_("too long"),
  unusable: N_("no WAV file that can be used"),
};

/** @type {RecordedVoice[]} */
let voices = [];
/** @type {readonly string[]} */
let broken = [];
let chosen = "";
let trouble = "";
/** What is being recorded now. @type {{clip: string, recording: Recording} | null} */
let recording = null;
/** @type {TriedVoice | null} */
let tried = null;

const screen = () => html`
  <header class="bar">
    ${mark}<h1>${_("Recorded voices")}</h1>
    <div class="end">${languageLinks()}<a href="/admin">${_("People")}</a>${leaveButton()}</div>
  </header>
  <main class="accounts">
    ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
    ${broken.map((why) => html`<p class="trouble">${why}</p>`)} ${hearing()}
    ${voices.map(voiceCard)} ${newVoice()}
  </main>
`;

const hearing = () => html`
  <section class="card">
    <h2>${_("Hear a sentence")}</h2>
    <form id="try" @submit=${tryIt}>
      <label>${_("Hall")}<select name="hall">${facts.halls.map((/** @type {any} */ hall) => html`<option value=${hall.slug}>${name(hall.name)}</option>`)}</select></label>
      <label>${_("Voice")}
        <select name="voice">
          <option value="">${_("As the hall has it")}</option>
          ${voices.map((voice) => html`<option value=${voice.name} ?selected=${voice.name === chosen}>${voice.name}</option>`)}
        </select>
      </label>
      <label>${_("Language")}<input name="language" value="vi" size="3" required pattern="[a-z]{2,3}" /></label>
      <label>${_("Number")}<input name="number" value="A042" size="6" /></label>
      <label>${_("Counter")}<input name="counter" type="number" min="1" max="999" value="5" /></label>
      <label>${_("or a text")}<input name="text" maxlength="300" /></label>
      <button class="first">${_("Hear it")}</button>
    </form>
    ${tried
      ? html`<p id="tried">
            <audio controls autoplay src=${tried.sound}></audio>
            ${_("Spoken by %(voices)s in %(seconds)s seconds.", { voices: tried.voices.join(", "), seconds: tried.seconds.toFixed(1) })}
          </p>
          ${tried.faults.map((fault) => html`<p class="soft">${fault}</p>`)}`
      : nothing}
  </section>
`;

/** @param {RecordedVoice} voice */
const voiceCard = (voice) => html`
  <section class="card" data-voice=${voice.name}>
    <h2>${voice.name} <small class="soft">${voice.language} · ${voice.speaker} · ${voice.licence}</small></h2>
    <p class="missing">
      ${_("%(done)s of %(all)s recorded", { done: voice.clips.filter((clip) => clip.recorded).length, all: voice.clips.length })}
    </p>
    <div class="wide">
      <table>
        <thead><tr><th>${_("To be read")}</th><th>${_("State")}</th><th></th></tr></thead>
        <tbody>${voice.clips.map((clip) => clipLine(voice, clip))}</tbody>
      </table>
    </div>
  </section>
`;

/** @param {RecordedVoice} voice @param {VoiceClip} clip */
const clipLine = (voice, clip) => html`
  <tr data-clip=${clip.clip} class=${clip.recorded && !clip.wrongs?.length ? "" : "striped"}>
    <td><strong lang=${voice.language}>${clip.text || clip.clip}</strong></td>
    <td>${clip.recorded ? (clip.wrongs ?? []).map((wrong) => _(WRONGS[wrong] ?? wrong)).join(", ") || _("recorded") : _("missing")}</td>
    <td>
      ${clip.recorded && voice.editable ? html`<audio controls preload="none" src=${address(voice, clip)}></audio>` : nothing}
      ${voice.editable
        ? html`
            ${canRecord()
              ? html`<button @click=${() => record(voice, clip)}>${recording?.clip === clip.clip ? _("Stop") : _("Record")}</button>`
              : nothing}
            <label class="button">${_("Upload WAV")}
              <input
                type="file"
                accept=".wav,audio/wav"
                hidden
                @change=${(/** @type {Event & {currentTarget: HTMLInputElement}} */ event) => {
                  const [file] = event.currentTarget.files ?? [];
                  if (file) put(voice, clip, file);
                }}
              />
            </label>
            ${clip.recorded ? html`<button @click=${() => drop(voice, clip)}>${_("Remove")}</button>` : nothing}
          `
        : nothing}
    </td>
  </tr>
`;

const newVoice = () => html`
  <section class="card">
    <h2>${_("New voice")}</h2>
    <p class="soft">${_("Ask the speaker in writing whether the hall may use the voice, and write down under which licence.")}</p>
    <form id="new" @submit=${add}>
      <label>${_("Name")}<input name="name" required pattern="[a-z0-9][a-z0-9-]{0,62}" placeholder="giong-nu" /></label>
      <label>${_("Language")}<input name="language" required pattern="[a-z]{2,3}" value="vi" size="3" /></label>
      <label>${_("Speaker")}<input name="speaker" required maxlength="200" /></label>
      <label>${_("Licence")}<input name="licence" required maxlength="200" placeholder="CC-BY-4.0" /></label>
      <button class="first">${_("Begin")}</button>
    </form>
  </section>
`;

/** @param {RecordedVoice} voice @param {VoiceClip} clip */
const address = (voice, clip) => `/api/v1/voices/${voice.name}/clips/${clip.clip}.wav`;

/** @param {RecordedVoice} voice @param {VoiceClip} clip */
async function record(voice, clip) {
  if (recording) {
    const { recording: done, clip: of } = recording;
    recording = null;
    const wav = await done.stop();
    const recorded = voice.clips.find((each) => each.clip === of);
    return recorded && put(voice, recorded, wav);
  }
  return attempt(async () => {
    recording = { clip: clip.clip, recording: await Recording.begin() };
  }, false);
}

/** @param {RecordedVoice} voice @param {VoiceClip} clip @param {Blob} wav */
const put = (voice, clip, wav) => attempt(() => authorised(address(voice, clip), { method: "PUT", body: wav }));

/** @param {RecordedVoice} voice @param {VoiceClip} clip */
const drop = (voice, clip) => attempt(() => authorised(address(voice, clip), { method: "DELETE" }));

/** @param {SubmitEvent & {currentTarget: HTMLFormElement}} event */
function add(event) {
  event.preventDefault();
  const given = Object.fromEntries(new FormData(event.currentTarget));
  chosen = String(given.name);
  return attempt(() => post("/api/v1/voices", given));
}

/** @param {SubmitEvent & {currentTarget: HTMLFormElement}} event */
function tryIt(event) {
  event.preventDefault();
  const given = Object.fromEntries([...new FormData(event.currentTarget)].map(([key, value]) => [key, String(value).trim()]));
  const what = given.text ? { text: given.text } : { number: given.number, counter: Number(given.counter) };
  return attempt(async () => {
    tried = await post(`/api/v1/halls/${given.hall}/voice/try`, { ...what, language: given.language, voice: given.voice || null });
  }, false);
}

/**
 * Does it, says in words where it cannot be done, and shows what there is then.
 * @param {() => Promise<unknown>} deed
 * @param {boolean} [changes] whether the voices are others then
 */
async function attempt(deed, changes = true) {
  trouble = "";
  try {
    await deed();
    if (changes) await load();
  } catch (error) {
    trouble = error instanceof Error ? error.message : String(error);
  }
  draw();
}

async function load() {
  const found = await ask("/api/v1/voices");
  voices = found.voices;
  broken = found.broken;
}

const draw = () => paint(screen());

await openPage(load, draw);
