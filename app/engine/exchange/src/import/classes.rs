//! What the classes of a file are in the project.

use std::collections::{BTreeMap, HashMap};

use annotation::{AttributeKind, AttributeSpec, ClassId, Colour, Document};
use interchange::{Class, Dataset};

use super::error::ImportError;
use super::options::{ClassChoice, ImportOptions};
use super::summary::{ClassFate, ClassPlan, ImportSummary};

/// Colours for classes that have none, which colour-blind people tell apart: those of Okabe and Ito,
/// "Color Universal Design" (2008), without black.
const COLOURS: [Colour; 7] = [
    [230, 159, 0],
    [86, 180, 233],
    [0, 158, 115],
    [240, 228, 66],
    [0, 114, 178],
    [213, 94, 0],
    [204, 121, 167],
];

/// A class of the project, or a new one by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ClassRef {
    Is(ClassId),
    New(usize),
}

/// A class that is added.
#[derive(Debug, Clone)]
pub(super) struct NewClass {
    pub name: String,
    pub colour: Colour,
    pub parent: Option<ClassRef>,
    /// The attributes of its labels, with what all of their values are.
    attributes: BTreeMap<String, Values>,
}

/// What all values of an attribute are.
#[derive(Debug, Clone, Copy)]
struct Values {
    are_flags: bool,
    are_numbers: bool,
}

impl NewClass {
    /// Notes the attributes of a label.
    pub fn note(&mut self, attributes: &BTreeMap<String, String>) {
        for (name, value) in attributes {
            let values = self.attributes.entry(name.clone()).or_insert(Values {
                are_flags: true,
                are_numbers: true,
            });
            values.are_flags &= AttributeKind::Flag.holds(value);
            values.are_numbers &= AttributeKind::Number.holds(value);
        }
    }

    /// The attributes that its labels have.
    pub fn specs(&self) -> Vec<AttributeSpec> {
        let kind = |values: &Values| match values {
            it if it.are_flags => AttributeKind::Flag,
            it if it.are_numbers => AttributeKind::Number,
            _ => AttributeKind::Text,
        };
        let attributes = self.attributes.iter();
        attributes
            .map(|(name, values)| AttributeSpec {
                name: name.clone(),
                kind: kind(values),
            })
            .collect()
    }
}

/// The classes of a file in the project.
#[derive(Debug, Clone, Default)]
pub(super) struct Classes {
    /// What each class of the file is; none where its labels are left out.
    pub of_file: Vec<Option<ClassRef>>,
    pub new: Vec<NewClass>,
}

impl Classes {
    pub fn plan(
        document: &Document,
        dataset: &Dataset,
        options: &ImportOptions,
        summary: &mut ImportSummary,
    ) -> Result<Self, ImportError> {
        let by_name: HashMap<&str, ClassId> = document
            .classes()
            .map(|class| (class.name.as_str(), class.id))
            .collect();
        let mut classes = Self::default();
        for class in &dataset.classes {
            let said = options.classes.get(&class.name).copied();
            let there = by_name.get(class.name.as_str()).copied();
            let what = match (said, there) {
                (None | Some(ClassChoice::Add), Some(id)) => Some(ClassRef::Is(id)),
                (None, None) => classes.chosen(document, class, options.unknown_classes)?,
                (Some(choice), _) => classes.chosen(document, class, choice)?,
            };
            classes.of_file.push(what);
            summary.classes.push(ClassPlan {
                name: class.name.clone(),
                fate: match what {
                    Some(ClassRef::Is(id)) => ClassFate::Is(id),
                    Some(ClassRef::New(_)) => ClassFate::Added,
                    None => ClassFate::LeftOut,
                },
                labels: 0,
                suggestion: match what {
                    Some(ClassRef::Is(_)) => None,
                    _ => suggestion(document, class),
                },
            });
        }
        classes.find_parents(&by_name, dataset);
        Ok(classes)
    }

    fn chosen(
        &mut self,
        document: &Document,
        class: &Class,
        choice: ClassChoice,
    ) -> Result<Option<ClassRef>, ImportError> {
        match choice {
            ClassChoice::LeaveOut => Ok(None),
            ClassChoice::Become(id) => match document.class(id) {
                Some(_) => Ok(Some(ClassRef::Is(id))),
                None => Err(ImportError::NoClass {
                    name: class.name.clone(),
                }),
            },
            ClassChoice::Add => {
                let place = self.new.len();
                let colour = COLOURS[(document.classes().count() + place) % COLOURS.len()];
                self.new.push(NewClass {
                    name: class.name.clone(),
                    colour: class.colour.unwrap_or(colour),
                    parent: None,
                    attributes: BTreeMap::new(),
                });
                Ok(Some(ClassRef::New(place)))
            }
        }
    }

    /// Finds the parents of new classes among the classes. A group that is no class is none.
    fn find_parents(&mut self, by_name: &HashMap<&str, ClassId>, dataset: &Dataset) {
        let places = self.new.iter().enumerate();
        let new_by_name: HashMap<String, usize> = places
            .map(|(place, class)| (class.name.clone(), place))
            .collect();
        for (class, what) in dataset.classes.iter().zip(&self.of_file) {
            let (Some(ClassRef::New(place)), Some(parent)) = (what, &class.parent) else {
                continue;
            };
            let there = by_name.get(parent.as_str()).copied().map(ClassRef::Is);
            let new = || new_by_name.get(parent).copied().map(ClassRef::New);
            self.new[*place].parent = there.or_else(new);
        }
    }

    /// The places of the new classes, each after that of its parent. Where parents lead in a circle,
    /// which begins anywhere, one of them gets none.
    pub fn parents_first(&mut self) -> Vec<usize> {
        let mut order = Vec::with_capacity(self.new.len());
        let mut is_placed = vec![false; self.new.len()];
        for start in 0..self.new.len() {
            let mut path = Vec::new();
            let mut at = start;
            while !is_placed[at] {
                is_placed[at] = true;
                path.push(at);
                match self.new[at].parent {
                    Some(ClassRef::New(parent)) if path.contains(&parent) => {
                        self.new[at].parent = None;
                    }
                    Some(ClassRef::New(parent)) => at = parent,
                    Some(ClassRef::Is(_)) | None => {}
                }
            }
            order.extend(path.into_iter().rev());
        }
        order
    }
}

/// A class of the project that one of a file may be.
fn suggestion(document: &Document, class: &Class) -> Option<ClassId> {
    let plain = |name: &str| name.trim().to_lowercase();
    let wanted = plain(&class.name);
    let by_name = || document.classes().find(|it| plain(&it.name) == wanted);
    let by_number = class.foreign_id.and_then(|id| document.class(ClassId(id)));
    by_number.or_else(by_name).map(|it| it.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(name: &str, parent: Option<usize>) -> NewClass {
        NewClass {
            name: name.to_owned(),
            colour: [0; 3],
            parent: parent.map(ClassRef::New),
            attributes: BTreeMap::new(),
        }
    }

    #[test]
    fn parents_come_first_and_circles_are_cut() {
        let mut classes = Classes {
            of_file: Vec::new(),
            new: vec![
                new("a", Some(2)),
                new("b", Some(1)),
                new("c", Some(3)),
                new("d", Some(2)),
                new("e", None),
            ],
        };
        let order = classes.parents_first();
        let place = |of: usize| order.iter().position(|it| *it == of);
        assert_eq!(order.len(), 5);
        for (at, class) in classes.new.iter().enumerate() {
            if let Some(ClassRef::New(parent)) = class.parent {
                assert!(place(parent) < place(at), "{order:?}");
            }
        }
        let roots = classes.new.iter().filter(|it| it.parent.is_none());
        assert_eq!(roots.count(), 3, "b, e, and one of c and d");
    }
}
