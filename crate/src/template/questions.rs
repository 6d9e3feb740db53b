//! What asks for values, whatever is made of them.

use std::sync::Arc;

use super::{Field, Sample, Template};

/// What asks for values: the fields of a form, whatever is made of what they hold.
pub trait Questions: Send + Sync {
    /// The fields in the order of the form.
    fn fields(&self) -> &[Field];

    /// The field that a row of a list is about: the guest, the person, the unit.
    fn row(&self) -> Option<&str>;

    /// Filled forms as examples.
    fn samples(&self) -> &[Sample];

    /// The field at the head of a path.
    fn field(&self, name: &str) -> Option<&Field> {
        self.fields().iter().find(|field| field.name == name)
    }
}

impl Questions for Template {
    fn fields(&self) -> &[Field] {
        &self.fields
    }

    fn row(&self) -> Option<&str> {
        self.row.as_deref()
    }

    fn samples(&self) -> &[Sample] {
        Template::samples(self)
    }
}

impl<Q: Questions + ?Sized> Questions for Arc<Q> {
    fn fields(&self) -> &[Field] {
        (**self).fields()
    }

    fn row(&self) -> Option<&str> {
        (**self).row()
    }

    fn samples(&self) -> &[Sample] {
        (**self).samples()
    }

    fn field(&self, name: &str) -> Option<&Field> {
        (**self).field(name)
    }
}
