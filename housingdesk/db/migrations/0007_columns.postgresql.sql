ALTER TABLE "claim" ADD COLUMN "suspended_on" DATE;
CREATE INDEX "claim_reference" ON "claim" ("reference");
