CREATE TABLE "letter_template" ("id" SERIAL NOT NULL PRIMARY KEY, "version" INTEGER NOT NULL, "key" TEXT NOT NULL, "number" INTEGER NOT NULL, "source" TEXT NOT NULL, "state" TEXT NOT NULL, "writers" TEXT NOT NULL, "written_by" TEXT NOT NULL, "written_at" TIMESTAMPTZ NOT NULL, "checked_by" TEXT NOT NULL, "checked_at" TIMESTAMPTZ, "in_use_from" DATE, "note" TEXT NOT NULL);
CREATE INDEX "letter_template_key" ON "letter_template" ("key");
CREATE INDEX "letter_template_state" ON "letter_template" ("state");
CREATE UNIQUE INDEX "letter_template_key_number" ON "letter_template" ("key", "number");
