import { z } from "zod";
import { fieldsOf } from "../../model/change.ts";
import { concatTexts } from "../../model/deferred.ts";
import type { JsonObject } from "../../model/json.ts";
import { tagsSchema } from "../../model/schema.ts";
import type { Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";

export type IamOidcProvider = {
  /** As in `token.actions.githubusercontent.com`: without `https://`, as IAM answers it. */
  readonly url: string;
  /** Whom its tokens may be made out to (`aud`), sorted. */
  readonly audiences: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
};

const SCHEME = "https://";

const written = z.strictObject({
  url: z
    .string()
    .max(255)
    .regex(/^https:\/\/[a-z0-9.-]+(?:\/[\w.~/-]*[\w.~-])?$/, "begins with https:// and has neither port nor query"),
  audiences: z.array(z.string().min(1).max(255)).min(1).max(100),
  tags: tagsSchema.default({}),
});

/** An issuer of OpenID Connect tokens whom an account's roles may trust, as a pipeline's. */
export const iamOidcProvider: Shape<IamOidcProvider> = {
  kind: "iam-oidc-provider",
  noun: "OIDC provider",
  schema: written as z.ZodType<JsonObject>,
  resolve(properties) {
    const { url, ...others } = properties as z.infer<typeof written>;
    return { properties: { ...others, url: url.slice(SCHEME.length) } };
  },
  scope: "account",
  ownership: "tag",
  removal: "delete",
  stage: () => STAGE.roles,
  key: ({ url }) => url,
  label: ({ url }) => url,
  normal: (properties) => ({ ...properties, audiences: [...properties.audiences].sort() }),
  fields: {
    url: { rule: "immutable", why: "A provider keeps its URL. Make one for the new URL, then remove the old one." },
    audiences: { rule: "exclusive", grants: true },
    tags: { rule: "additive", by: "entries" },
  },
  assigned: [],
  computed: {
    url: { text: ({ url }) => url },
    arn: {
      text: ({ url }, { partition, accountId }) =>
        concatTexts(`arn:${partition}:iam::`, accountId, `:oidc-provider/${url}`),
    },
  },
  risk: (change) =>
    change.action === "delete" || fieldsOf(change).some(({ path }) => path === "/audiences") ? "disruptive" : "safe",
  requests(change) {
    const changing = ["AddClientIDTo", "RemoveClientIDFrom", "Tag"];
    const verbs = {
      create: ["Create", "Tag"],
      adopt: changing,
      update: changing,
      move: [],
      delete: ["Delete"],
    }[change.action];
    return verbs.map((verb) => ({ action: `iam:${verb}OpenIDConnectProvider`, resource: "*" }));
  },
};
