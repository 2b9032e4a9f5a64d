/** The findings of a comparison: their codes and fixed summaries. */
export const DIFF_FINDINGS = {
  "two-claim-one-address": "Two things in AWS carry the same address",
  "needs-what-is-blocked": "Something is left out because of what it needs",
  "owned-by-another-address": "A thing belongs to another resource of this file",
  "owned-by-another-organization": "A thing belongs to another organization file",
  "immutable-field": "A field that AWS cannot change differs",
  "name-differs-in-case": "A name differs from the one in AWS in nothing but case",
  "account-not-active": "An account is suspended or being closed",
  "bucket-name-taken": "A bucket's name belongs to somebody else",
  "bucket-locked-out": "A bucket lets nobody look at it",
  "key-not-usable": "A key is disabled or about to be deleted",
  "trail-name-taken": "A trail elsewhere has the name of one that shall be made",
  "another-organization-trail": "Another trail records the whole organization",
  "another-administrator": "Another account administers the same service",
  "trail-silent": "A trail has delivered nothing for a day",
  "trail-delivery-fails": "A trail cannot deliver",
  "buckets-would-close": "Buckets may be closed to the public that reads them today",
  "region-not-enabled": "An account has not enabled a region that the file names",
  "looks-like-a-rename": "An account lost its address while another would be made",
  "account-left-the-file": "An account is no longer in the file",
  "left-the-file": "A thing that is never deleted is no longer in the file",
  "goes-with-consent": "A thing that left the file goes only with a consent of its own",
  "policy-still-attached": "A policy that left the file is still attached",
  "unit-not-empty": "A unit that left the file is not empty",
  "left-as-it-is": "Settings that the file does not mention are left as they are",
} as const;

export type DiffFindingCode = keyof typeof DIFF_FINDINGS;
