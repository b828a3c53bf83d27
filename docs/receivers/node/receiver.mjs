// Receives callbacks: POST /success and POST /error, behind a proxy that does the TLS.
// Needs Node 20 or newer.
//
//   npm ci
//   WEBHOOK_SECRET=whsec_... node receiver.mjs 8000
//
// WEBHOOK_SECRET may hold several secrets with spaces between them, while one replaces another.

import { createServer } from "node:http";
import { Webhook, WebhookVerificationError } from "standardwebhooks";

const LARGEST_BODY = 64 * 1024;
const KINDS = { "/success": "success_event", "/error": "error_event" };

const port = Number(process.argv[2]);
const secrets = (process.env.WEBHOOK_SECRET ?? "").split(/\s+/).filter(Boolean);
if (!port || secrets.length === 0) {
  console.error("usage: WEBHOOK_SECRET=whsec_... node receiver.mjs <port>");
  process.exit(2);
}
const webhooks = secrets.map((secret) => new Webhook(secret));

// In your database: a unique key, written in the same transaction as what the event changes.
const seen = new Set();

// Looks at the body as it arrived. The library compares in constant time, and the clock too.
function isSigned(body, headers) {
  return webhooks.some((webhook) => {
    try {
      webhook.verify(body, headers, { jsonParse: false });
      return true;
    } catch (error) {
      if (error instanceof WebhookVerificationError) {
        return false;
      }
      throw error;
    }
  });
}

function takeOnce(webhookId, event) {
  if (!seen.has(webhookId)) {
    console.log(event);
    seen.add(webhookId);
  }
}

async function answer(request) {
  const kind = KINDS[new URL(request.url, "http://receiver").pathname];
  if (!kind) {
    return 404;
  }
  if (request.method !== "POST") {
    return 405;
  }
  if (!(request.headers["content-length"] <= LARGEST_BODY)) {
    return 413;
  }
  const body = Buffer.concat(await request.toArray());
  if (!isSigned(body, request.headers)) {
    return 401;
  }
  const webhookId = request.headers["webhook-id"];
  const operation = request.headers["request-correlation-id"];
  takeOnce(webhookId, `${kind} ${operation} ${webhookId} ${body}`);
  return 204;
}

createServer(async (request, response) => {
  let status = 500;
  try {
    status = await answer(request);
  } catch (error) {
    console.error(error);
  }
  response.writeHead(status).end();
}).listen(port, "127.0.0.1");
