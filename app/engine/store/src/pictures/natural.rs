//! The order in which people expect numbered names: img2 before img10.

use std::cmp::Ordering;

/// Stands for the separator of folders in a key: before everything else, so that a folder stays
/// together.
const SEPARATOR: u8 = 1;
/// Begins a number in a key, and so places numbers among the letters where digits are.
const NUMBER: u8 = b'0';

/// Compares two names or paths as people do: runs of digits by their value, letters without regard
/// to case, folders before what follows their name. Names that differ only in case or in leading
/// zeros still have a fixed order.
pub fn natural_order(left: &str, right: &str) -> Ordering {
    natural_key(left)
        .cmp(&natural_key(right))
        .then_with(|| left.cmp(right))
}

/// Bytes that compare as [`natural_order`] does, for sorting long lists: made once for each name.
/// Names that differ only in case or in leading zeros share a key.
pub fn natural_key(name: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(name.len() + 8);
    let mut rest = name;
    while let Some(next) = rest.chars().next() {
        let digits_len = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits_len > 0 {
            let (digits, after) = rest.split_at(digits_len);
            let value = digits.trim_start_matches('0');
            key.push(NUMBER);
            // Without leading zeros, the number with more digits is the larger one.
            key.extend_from_slice(&(value.len() as u64).to_be_bytes());
            key.extend_from_slice(value.as_bytes());
            rest = after;
            continue;
        }
        if matches!(next, '/' | '\\') {
            key.push(SEPARATOR);
        } else if next.is_ascii() {
            key.push(next.to_ascii_lowercase() as u8);
        } else {
            let mut buffer = [0; 4];
            for lower in next.to_lowercase() {
                key.extend_from_slice(lower.encode_utf8(&mut buffer).as_bytes());
            }
        }
        rest = &rest[next.len_utf8()..];
    }
    key
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    fn sorted(mut names: Vec<&str>) -> Vec<&str> {
        names.sort_by(|a, b| natural_order(a, b));
        names
    }

    #[test]
    fn numbers_are_compared_by_value() {
        let names = vec![
            "img10.png",
            "img2.png",
            "IMG1.png",
            "img02b.png",
            "img2b.png",
        ];
        assert_eq!(
            sorted(names),
            [
                "IMG1.png",
                "img2.png",
                "img02b.png",
                "img2b.png",
                "img10.png"
            ]
        );
        let long = "9".repeat(400);
        assert_eq!(natural_order(&long, &format!("1{long}")), Ordering::Less);
    }

    #[test]
    fn a_folder_stays_together() {
        assert_eq!(
            sorted(vec!["a b/1", "a/10", "a/9", "a.png", "A/2"]),
            ["A/2", "a/9", "a/10", "a b/1", "a.png"]
        );
    }

    proptest! {
        #[test]
        fn it_is_a_total_order(
            a in "[aAbB0-9/ä.]{0,8}",
            b in "[aAbB0-9/ä.]{0,8}",
            c in "[aAbB0-9/ä.]{0,8}",
        ) {
            prop_assert_eq!(natural_order(&a, &b), natural_order(&b, &a).reverse());
            prop_assert_eq!(natural_order(&a, &b) == Ordering::Equal, a == b);
            if natural_order(&a, &b).is_le() && natural_order(&b, &c).is_le() {
                prop_assert!(natural_order(&a, &c).is_le());
            }
        }
    }
}
