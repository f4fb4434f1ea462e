// What a page asks the server to do, over HTTP: the sign-in, the CSRF header, refusals in words. Knows no screen.

import { _, spoken } from "/static/words.js";

/** @typedef {import("./contract").Problem} Problem */
/** Who is signed in. @typedef {{role: string, hall: string | null, counter: number | null, name: string, csrf: string, departments?: string[], must_change_password?: boolean}} Person */

/** A refusal, in the server's words or, where it could not be asked, in ours. */
export class Refusal extends Error {
  /**
   * @param {number} status
   * @param {string} words
   * @param {string[]} [fields] what the refusal is about
   */
  constructor(status, words, fields = []) {
    super(words);
    this.status = status;
    this.fields = fields;
  }
}

const PATIENCE_MS = 10_000;

/** For what a page asks by itself: it does not keep a session open that nobody uses. */
export const UNATTENDED = { headers: { "X-Unattended": "yes" } };

let csrf = "";

/** Who is signed in, or null. @returns {Promise<Person | null>} */
export async function whoIsIt() {
  try {
    return remember(await ask("/api/v1/me"));
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) return null;
    throw error;
  }
}

/**
 * @param {string} named
 * @param {string} password
 * @param {string} code of the second factor, or nothing
 * @returns {Promise<Person>}
 */
export async function signIn(named, password, code) {
  return remember(await post("/api/v1/session", { name: named, password, ...(code ? { code } : {}) }));
}

export async function signOut() {
  await ask("/api/v1/session", { method: "DELETE", headers: { "X-CSRF-Token": csrf } });
}

/**
 * @param {string} path
 * @param {object} [body]
 * @param {AbortSignal} [patience] by which the asker gives up; ten seconds without one
 */
export function post(path, body = {}, patience) {
  const headers = { "Content-Type": "application/json", ...(csrf ? { "X-CSRF-Token": csrf } : {}) };
  return ask(path, { method: "POST", headers, body: JSON.stringify(body), signal: patience });
}

/** @param {string} path */
export const drop = (path) => ask(path, { method: "DELETE", headers: { "X-CSRF-Token": csrf } });

/**
 * Hands a file in, however long that takes.
 * @param {string} path
 * @param {File} file
 * @param {(share: number) => void} onProgress how much has gone out, from 0 to 1
 * @returns {Promise<any>}
 */
export function upload(path, file, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch does not tell how far it has come
    request.open("POST", path);
    const headers = { "Content-Type": "application/octet-stream", Accept: "application/json", "Accept-Language": spoken(), "X-CSRF-Token": csrf };
    for (const [field, value] of Object.entries(headers)) request.setRequestHeader(field, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / total);
    request.onload = async () => {
      const answer = new Response(request.response, { status: request.status });
      if (answer.ok) resolve(answer.json());
      else reject(await refusalOf(answer));
    };
    request.onerror = () => reject(new Refusal(0, _("The server cannot be reached. Please try again in a moment.")));
    onProgress(0);
    request.send(file);
  });
}

/**
 * A command that is not JSON, by whoever is signed in.
 * @param {string} path
 * @param {RequestInit} request
 */
export const authorised = (path, request) =>
  ask(path, { ...request, headers: { ...request.headers, ...(csrf ? { "X-CSRF-Token": csrf } : {}) } });

/**
 * Asks the server and gives its answer, or null where it has none to give.
 * @param {string} path
 * @param {RequestInit} [request]
 * @returns {Promise<any>}
 */
export async function ask(path, request = {}) {
  const headers = { Accept: "application/json", "Accept-Language": spoken(), ...request.headers };
  const signal = request.signal ?? AbortSignal.timeout(PATIENCE_MS);
  const answer = await fetch(path, { ...request, headers, signal }).catch(() => null);
  if (answer === null) throw new Refusal(0, _("The server cannot be reached. Please try again in a moment."));
  if (!answer.ok) throw await refusalOf(answer);
  return answer.status === 204 ? null : answer.json();
}

/** @param {Response} answer */
async function refusalOf(answer) {
  /** @type {Problem | null} */
  const problem = await answer.json().catch(() => null);
  const words = problem?.detail || problem?.title || _("The server could not do this (%(status)s).", { status: answer.status });
  return new Refusal(answer.status, words, problem?.errors?.map((error) => error.field));
}

/**
 * @param {Person} person
 * @returns {Person}
 */
function remember(person) {
  csrf = person.csrf;
  return person;
}
