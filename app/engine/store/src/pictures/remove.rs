//! Taking pictures out of a project. Their files are never touched.

use super::PictureId;
use crate::error::Result;
use crate::writer::Writer;

impl Writer {
    /// Takes pictures out of the project, with everything of theirs in the tables that refer to
    /// them by `ON DELETE CASCADE`, and says how many there were. The files stay as they are.
    ///
    /// # Errors
    /// When the project cannot be written, or a case's table holds on to a picture.
    pub fn remove_pictures(&self, ids: &[PictureId]) -> Result<usize> {
        let ids = ids.to_vec();
        self.write(move |transaction| {
            let mut removed = 0;
            for id in ids {
                removed += transaction
                    .prepare_cached("DELETE FROM pictures WHERE id = ?1")?
                    .execute([id])?;
            }
            transaction.execute(
                "DELETE FROM picture_files AS f
                 WHERE NOT EXISTS (SELECT 1 FROM pictures AS p WHERE p.file_id = f.id)",
                [],
            )?;
            Ok(removed)
        })
    }
}
