//! Which pages belong together: those of one file, and lone pictures of one folder.

use std::path::Path;

use store::{PictureId, PictureRow};

/// The pages of the piece that a page belongs to, in their order: all pages of its file where that
/// has several, or else all pictures of its folder that are files of one page.
#[must_use]
pub fn piece_of(rows: &[PictureRow], page: PictureId) -> Vec<PictureRow> {
    let Some(own) = rows.iter().find(|row| row.id == page) else {
        return Vec::new();
    };
    let folder = |row: &PictureRow| row.path.parent().map(Path::to_path_buf);
    let is_of_piece = |row: &&PictureRow| {
        if own.page_count > 1 {
            row.path == own.path
        } else {
            row.page_count <= 1 && folder(row) == folder(own)
        }
    };
    rows.iter().filter(is_of_piece).cloned().collect()
}

/// What a piece is called: its file, or the folder of its pictures.
#[must_use]
pub fn piece_name(pages: &[PictureRow]) -> String {
    let Some(first) = pages.first() else {
        return String::new();
    };
    let path = match first.path.parent() {
        Some(folder) if pages.len() > 1 && first.page_count <= 1 => folder,
        _ => &first.path,
    };
    path.file_stem().map_or_else(
        || workbench::file_name(path),
        |stem| stem.to_string_lossy().into_owned(),
    )
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use store::PictureState;

    use super::*;

    fn row(id: i64, path: &str, page: u32, page_count: u32) -> PictureRow {
        PictureRow {
            id: PictureId(id),
            path: PathBuf::from(path),
            relative: path.to_owned(),
            page,
            page_count,
            byte_len: 0,
            content_hash: None,
            width_px: None,
            height_px: None,
            orientation: None,
            state: PictureState::Listed,
            added_at: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn pages_of_a_file_and_pictures_of_a_folder_belong_together() {
        let rows = [
            row(1, "/music/sonata.pdf", 1, 2),
            row(2, "/music/sonata.pdf", 2, 2),
            row(3, "/music/a.png", 1, 1),
            row(4, "/music/b.png", 1, 1),
            row(5, "/other/a.png", 1, 1),
        ];
        let ids = |page: i64| -> Vec<i64> {
            let pages = piece_of(&rows, PictureId(page));
            pages.iter().map(|row| row.id.0).collect()
        };
        assert_eq!(ids(2), [1, 2]);
        assert_eq!(ids(3), [3, 4]);
        assert_eq!(ids(5), [5]);
        assert_eq!(ids(9), [] as [i64; 0]);
        assert_eq!(piece_name(&rows[..2]), "sonata");
        assert_eq!(piece_name(&rows[2..4]), "music");
        assert_eq!(piece_name(&rows[4..]), "a");
    }
}
