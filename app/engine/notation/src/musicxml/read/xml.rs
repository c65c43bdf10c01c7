//! Looking things up in elements.

use std::str::FromStr;

use roxmltree::Node;

use crate::Quarters;

/// The first child with a name.
pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|it| it.has_tag_name(name))
}

/// All children with a name.
pub(super) fn children<'a, 'i>(
    node: Node<'a, 'i>,
    name: &str,
) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |it| it.has_tag_name(name))
}

/// All children that are elements.
pub(super) fn elements<'a, 'i>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(Node::is_element)
}

/// The text of an element, without the white space around it.
pub(super) fn text_of<'a>(node: Node<'a, '_>) -> &'a str {
    node.text().unwrap_or_default().trim()
}

/// The text of the first child with a name.
pub(super) fn text_in<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    child(node, name).map(text_of)
}

/// The number in the first child with a name; none also where it is not a number of this type.
pub(super) fn number_in<T: FromStr>(node: Node<'_, '_>, name: &str) -> Option<T> {
    text_in(node, name)?.parse().ok()
}

/// Whether an attribute says yes.
pub(super) fn is_yes(node: Node<'_, '_>, attribute: &str) -> bool {
    node.attribute(attribute) == Some("yes")
}

/// The number of an identifier that this program wrote.
pub(super) fn id_of(node: Node<'_, '_>) -> Option<u64> {
    node.attribute("id")?.strip_prefix('e')?.parse().ok()
}

/// A decimal number of at most nine digits before and three behind the point.
pub(super) fn decimal(text: &str) -> Option<Quarters> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction = fraction.trim_end_matches('0');
    let are_digits = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
    if whole.len() > 9 || fraction.len() > 3 || !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    let number: i64 = format!("{whole}{fraction}").parse().ok()?;
    Some(Quarters::new(
        sign * number,
        10_i64.pow(fraction.len() as u32),
    ))
}
