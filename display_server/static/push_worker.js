// Shows what the server pushes to a phone whose page is closed, and opens the ticket's page by a touch. Knows no words.

/** @typedef {{title: string, body: string, url: string, tag: string}} Notice */

const worker = /** @type {any} */ (self); // a service worker's own global, which the page's types do not know

worker.addEventListener("push", (/** @type {any} */ event) => {
  /** @type {Notice} */
  const { title, body, url, tag } = event.data.json();
  const options = { body, tag, data: url, icon: "/static/mark.svg", renotify: true, requireInteraction: true, vibrate: [400, 150, 400] };
  event.waitUntil(worker.registration.showNotification(title, options));
});

worker.addEventListener("notificationclick", (/** @type {any} */ event) => {
  event.notification.close();
  event.waitUntil(worker.clients.openWindow(event.notification.data));
});
