//! Numbers as text, with the decimal mark of a language.

/// How numbers are written in a language.
#[derive(Clone, Copy)]
pub(crate) struct Numbers {
    /// What stands before the decimals.
    pub decimal_mark: char,
}

/// As English writes them.
pub(crate) const ENGLISH: Numbers = Numbers { decimal_mark: '.' };

impl Numbers {
    /// With so many decimals.
    pub(crate) fn rounded(self, value: f64, decimals: usize) -> String {
        self.marked(&format!("{value:.decimals$}"))
    }

    /// With as many decimals as the number has.
    pub(crate) fn exact(self, value: f64) -> String {
        self.marked(&value.to_string())
    }

    /// A measured share in per cent, with up to two decimals.
    pub(crate) fn per_cent(self, share: f64) -> String {
        self.shortened_per_cent(share, 2)
    }

    /// A share that somebody asked for, in per cent with all decimals that were asked for.
    pub(crate) fn asked_per_cent(self, share: f64) -> String {
        self.shortened_per_cent(share, 9)
    }

    /// The space before the sign does not break, so that both stay on one line.
    fn shortened_per_cent(self, share: f64, decimals: usize) -> String {
        let rounded = format!("{:.decimals$}", share * 100.0);
        let short = rounded.trim_end_matches('0').trim_end_matches('.');
        format!("{}\u{a0}%", self.marked(short))
    }

    fn marked(self, text: &str) -> String {
        text.replace('.', &self.decimal_mark.to_string())
    }
}
