-- What stands behind a photo while it loads: '#0d5260'. Photos that were kept before have none.
ALTER TABLE photos ADD COLUMN average TEXT;
