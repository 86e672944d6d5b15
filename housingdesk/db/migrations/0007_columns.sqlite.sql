ALTER TABLE "claim" ADD COLUMN "suspended_on" TEXT;
CREATE INDEX "claim_reference" ON "claim" ("reference");
CREATE INDEX "entry_of_benefit" ON "entry" ("account_id", "effective_on", "payer", "period_from", "period_to", "pence", "reverses_id") WHERE kind = 'receipt' AND payer IN ('Housing Benefit', 'Universal Credit');
