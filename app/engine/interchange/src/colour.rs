//! Colours as text.

/// A colour as `#rrggbb`.
pub(crate) fn to_hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// The colour that `#rrggbb` names.
pub(crate) fn from_hex(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#')?;
    if digits.len() != 6 || !digits.bytes().all(|it| it.is_ascii_hexdigit()) {
        return None;
    }
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some([red, green, blue])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_as_written() {
        assert_eq!(to_hex([0, 171, 255]), "#00abff");
        assert_eq!(from_hex("#00AbfF"), Some([0, 171, 255]));
        for bad in ["", "#", "#12345", "#1234567", "123456", "#+12345", "#ääää"] {
            assert_eq!(from_hex(bad), None, "{bad}");
        }
    }
}
