import { z } from "zod";
import { shownText, type Text } from "../../model/deferred.ts";
import type { JsonObject } from "../../model/json.ts";
import { keyOf } from "../../model/natural-key.ts";
import { textSchema } from "../../model/schema.ts";
import type { Shape } from "../../model/shape.ts";
import { STAGE } from "../../model/stage.ts";

export type DelegatedAdministrator = {
  /** A service principal, as in `servicecatalog.amazonaws.com`. */
  readonly service: string;
  /** The id of the account that administers the service for the whole organization. */
  readonly account: Text;
};

const written = z.strictObject({
  service: z.string().regex(/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/),
  account: textSchema(z.string().regex(/^\d{12}$/)),
});

/** A member account that administers an AWS service for the whole organization. */
export const delegatedAdministrator: Shape<DelegatedAdministrator> = {
  kind: "delegated-administrator",
  noun: "delegated administrator",
  schema: written as z.ZodType<JsonObject>,
  scope: "organization",
  ownership: "place",
  // Whoever administers a service may have put things in order there that would be left without anybody.
  removal: "tell",
  stage: () => STAGE.settings,
  key: ({ service, account }) => keyOf(service, account),
  label: ({ service, account }) => `${shownText(account)} for ${service}`,
  normal: (properties) => properties,
  fields: { service: { rule: "exclusive" }, account: { rule: "exclusive" } },
  bystander({ properties: { service, account } }, wish) {
    const other = shownText(account);
    return service !== wish.properties.service
      ? null
      : {
          code: "another-administrator",
          detail: `The account ${other} administers ${service} for the whole organization too, beside the one of ${wish.address}.`,
          fix: `Nothing has to be done if both shall. Else: aws organizations deregister-delegated-administrator --account-id ${other} --service-principal ${service}`,
        };
  },
  assigned: [],
  computed: {},
  risk: () => "disruptive",
  requests: () => [{ action: "organizations:RegisterDelegatedAdministrator", resource: "*" }],
};
