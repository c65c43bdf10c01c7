//! How fast and how small the program is to be, on two cores with software Vulkan.

/// What a bench may cost at most.
pub struct Budget {
    /// The name that the bench gives its measurement.
    pub name: &'static str,
    /// The budget in a person's words.
    pub what: &'static str,
    /// The most it may cost, in `unit`.
    pub limit: f64,
    /// `ms`, `MiB`, `actions`, or `×` for a ratio of two durations.
    pub unit: &'static str,
}

const fn budget(name: &'static str, what: &'static str, limit: f64, unit: &'static str) -> Budget {
    Budget {
        name,
        what,
        limit,
        unit,
    }
}

/// Every budget, in the order of the printed table.
#[rustfmt::skip]
pub const BUDGETS: [Budget; 23] = [
    budget("start", "window usable after start", 500.0, "ms"),
    budget("next_picture_prefetched", "next picture of a series (24 MP), prefetched", 50.0, "ms"),
    budget("next_picture_cold", "next picture of a series (24 MP), cold", 300.0, "ms"),
    budget("large_picture_preview", "20,000 × 20,000 picture: preview", 1_000.0, "ms"),
    budget("large_picture_memory", "20,000 × 20,000 picture: memory", 2_048.0, "MiB"),
    budget("pan_frame_10k_polygons", "frame while panning it with 10,000 polygons", 8.0, "ms"),
    budget("pan_frame_100k_polygons", "frame while panning it with 100,000 polygons", 16.0, "ms"),
    budget("hover_100k", "hover over 100,000 shapes", 1.0, "ms"),
    budget("select_100k", "select 100,000 shapes", 100.0, "ms"),
    budget("undo_100k", "undo a change of 100,000 shapes, the frame after", 100.0, "ms"),
    budget("open_1m_labels", "project with 1,000,000 labels opened", 3_000.0, "ms"),
    budget("brush_200px", "stroke sample of a 200 px brush on a 20,000 × 20,000 mask", 16.7, "ms"),
    budget("operator_from_scratch", "balloon of 12 shots with 3 defects, from scratch", 25.0, "actions"),
    budget("operator_with_proposals", "balloon of 12 shots with 3 defects, all proposed", 12.0, "actions"),
    budget("list_100k", "100,000 pictures listed", 2_000.0, "ms"),
    budget("guided_backprop_ratio", "guided backprop against PyTorch", 1.0, "×"),
    budget("local_entropy_square_3", "local spatial entropy of a 4096 × 4096 response, 3 × 3", 100.0, "ms"),
    budget("segment_shot", "2048 × 2048 shot segmented", 1_000.0, "ms"),
    budget("score_page", "300 dpi A4 score to MusicXML", 2_000.0, "ms"),
    budget("score_page_600dpi", "600 dpi A4 score to MusicXML", 4_000.0, "ms"),
    budget("score_memory", "600 dpi A4 score to MusicXML: memory", 1_024.0, "MiB"),
    budget("score_correction", "correction in a score of 8 pages, music read anew", 50.0, "ms"),
    budget("newspaper_page", "newspaper page to articles", 1_000.0, "ms"),
];
