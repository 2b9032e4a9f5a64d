import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Just enough of AWS over HTTP to found an organization in, that keeps the founding call waiting until it is let go. */
export interface SlowAws {
  readonly url: string;
  /** What was asked, in order, as in `CreateOrganization`. */
  readonly asked: readonly string[];
  /** Answers the call that waits, and all others at once from then on. */
  release(): void;
  close(): Promise<void>;
}

const ACCOUNT = "111111111111";
const ROOT = "r-abcd";
const ORGANIZATION = {
  Id: "o-abcdefghij",
  Arn: `arn:aws:organizations::${ACCOUNT}:organization/o-abcdefghij`,
  FeatureSet: "ALL",
  MasterAccountId: ACCOUNT,
};

/** Opens it on a free port of this machine. */
export async function openSlowAws(): Promise<SlowAws> {
  const asked: string[] = [];
  let isFounded = false;
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });

  function answer(operation: string): { status: number; body: object } {
    switch (operation) {
      case "DescribeOrganization":
      case "CreateOrganization":
        return isFounded
          ? { status: 200, body: { Organization: ORGANIZATION } }
          : { status: 400, body: { __type: "AWSOrganizationsNotInUseException", message: "None." } };
      case "ListRoots":
        return { status: 200, body: { Roots: [{ Id: ROOT, Arn: `${ORGANIZATION.Arn}/${ROOT}`, Name: "Root" }] } };
      default:
        return { status: 200, body: {} };
    }
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const target = request.headers["x-amz-target"];
      const form = new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
      const operation = typeof target === "string" ? (target.split(".")[1] ?? "") : (form.get("Action") ?? "");
      asked.push(operation);
      if (operation === "CreateOrganization") {
        await released;
        isFounded = true;
      }
      if (typeof target === "string") {
        const { status, body } = answer(operation);
        response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(body));
      } else {
        response.writeHead(200, { "content-type": "text/xml" }).end(formAnswer(operation));
      }
    });
  });
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    release: () => release(),
    async close() {
      server.closeAllConnections();
      await new Promise<void>((closed) => void server.close(() => closed()));
    },
  };
}

function formAnswer(operation: string): string {
  const identity = `<Account>${ACCOUNT}</Account><Arn>arn:aws:iam::${ACCOUNT}:user/admin</Arn><UserId>AIDA</UserId>`;
  const result = operation === "GetCallerIdentity" ? identity : "";
  return `<${operation}Response><${operation}Result>${result}</${operation}Result></${operation}Response>`;
}
