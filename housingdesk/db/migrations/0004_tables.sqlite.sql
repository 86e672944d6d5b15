CREATE TABLE "letter_template" ("id" INTEGER NOT NULL PRIMARY KEY, "version" INTEGER NOT NULL, "key" TEXT NOT NULL, "number" INTEGER NOT NULL, "source" TEXT NOT NULL, "state" TEXT NOT NULL, "writers" TEXT NOT NULL, "written_by" TEXT NOT NULL, "written_at" TEXT NOT NULL, "checked_by" TEXT NOT NULL, "checked_at" TEXT, "in_use_from" TEXT, "note" TEXT NOT NULL) STRICT;
CREATE INDEX "letter_template_key" ON "letter_template" ("key");
CREATE INDEX "letter_template_state" ON "letter_template" ("state");
CREATE UNIQUE INDEX "letter_template_key_number" ON "letter_template" ("key", "number");
