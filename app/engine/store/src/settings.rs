//! Small settings of a project, as JSON by key: what was open last, how a list is sorted.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Result, StoreError};
use crate::reader::Reader;
use crate::sql::{OptionalExtension, params};
use crate::writer::Writer;

impl Reader {
    /// The setting under a key, or `None` where it was never set.
    ///
    /// # Errors
    /// When the value cannot be read as a `T`.
    pub fn setting<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>> {
        let text: Option<String> = self.read(|connection| {
            connection
                .prepare_cached("SELECT value FROM settings WHERE key = ?1")?
                .query_row([key], |row| row.get(0))
                .optional()
        })?;
        text.map(|text| serde_json::from_str(&text))
            .transpose()
            .map_err(|cause| unusable(key, cause))
    }
}

impl Writer {
    /// Sets a setting and waits until it is on the disk.
    ///
    /// # Errors
    /// When the value has no form in JSON, or cannot be written.
    pub fn set_setting(&self, key: &str, value: &(impl Serialize + ?Sized)) -> Result<()> {
        let (key, text) = encoded(key, value)?;
        self.write(move |transaction| put(transaction, &key, &text))
    }

    /// Sets a setting without waiting, as a frame must; errors come by [`Writer::take_errors`].
    ///
    /// # Errors
    /// When the value has no form in JSON.
    pub fn send_setting(&self, key: &str, value: &(impl Serialize + ?Sized)) -> Result<()> {
        let (key, text) = encoded(key, value)?;
        self.send(move |transaction| put(transaction, &key, &text));
        Ok(())
    }
}

fn put(connection: &crate::sql::Connection, key: &str, text: &str) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO settings (key, value) VALUES (?1, ?2)
             ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        )?
        .execute(params![key, text])?;
    Ok(())
}

fn encoded(key: &str, value: &(impl Serialize + ?Sized)) -> Result<(String, String)> {
    let text = serde_json::to_string(value).map_err(|cause| unusable(key, cause))?;
    Ok((key.to_owned(), text))
}

fn unusable(key: &str, cause: serde_json::Error) -> StoreError {
    StoreError::Setting {
        key: key.to_owned(),
        cause,
    }
}
