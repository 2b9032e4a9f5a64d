import { ACCOUNTS } from "./cases/accounts.ts";
import { BUCKETS } from "./cases/buckets.ts";
import { CENTRAL_ROOT } from "./cases/central-root.ts";
import { IMAGES } from "./cases/images.ts";
import { KEYS } from "./cases/keys.ts";
import { ORGANIZATION } from "./cases/organization.ts";
import { PARAMETERS } from "./cases/parameters.ts";
import { PEOPLE } from "./cases/people.ts";
import { POLICIES } from "./cases/policies.ts";
import { PORTFOLIOS } from "./cases/portfolios.ts";
import { PROVIDERS } from "./cases/providers.ts";
import { REPOSITORIES } from "./cases/repositories.ts";
import { ROLES } from "./cases/roles.ts";
import { SESSIONS } from "./cases/sessions.ts";
import { SHARES } from "./cases/shares.ts";
import { TAGS } from "./cases/tags.ts";
import { TRAILS } from "./cases/trails.ts";
import { UNITS } from "./cases/units.ts";
import type { Case } from "./stage.ts";

/** Every case, whatever world it is played in. */
export const CASES: readonly Case[] = [
  ...ORGANIZATION,
  ...UNITS,
  ...ACCOUNTS,
  ...POLICIES,
  ...TAGS,
  ...ROLES,
  ...PEOPLE,
  ...CENTRAL_ROOT,
  ...SESSIONS,
  ...BUCKETS,
  ...KEYS,
  ...TRAILS,
  ...PROVIDERS,
  ...REPOSITORIES,
  ...PARAMETERS,
  ...IMAGES,
  ...SHARES,
  ...PORTFOLIOS,
];
