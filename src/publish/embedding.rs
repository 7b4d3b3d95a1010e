//! Which sites may frame lists, and which other maps an area has: changed by the operator.

use chrono::NaiveDateTime;
use serde_json::json;

use super::{
    Error,
    audit::{Deed, note},
    record,
};
use crate::{
    directory::{Embedding, Origin, RelatedMap, Scope},
    store::{self, Connection, Store},
};

/// A change of it.
#[derive(Clone, Debug)]
pub enum EmbeddingChange {
    /// Only these sites, and those allowed before, may frame the lists of that scope.
    Allow(Scope, Vec<Origin>),
    /// Every site may frame them again.
    Open(Scope),
    /// Another map of an area.
    Map(String, RelatedMap),
    /// A map of an area, by its address, that is shown no more.
    Unmap(String, String),
}

/// Makes a change; running servers see it within seconds. Whether anything was there to be changed.
///
/// # Errors
/// The store's.
pub fn change_embedding(
    store: &Store,
    change: &EmbeddingChange,
    actor: &str,
    at: NaiveDateTime,
) -> Result<bool, Error> {
    let (action, scope) = match change {
        EmbeddingChange::Allow(scope, _) => ("embedding.allow", scope.clone()),
        EmbeddingChange::Open(scope) => ("embedding.open", scope.clone()),
        EmbeddingChange::Map(area, _) => ("embedding.map", Scope::Area(area.clone())),
        EmbeddingChange::Unmap(area, _) => ("embedding.unmap", Scope::Area(area.clone())),
    };
    Ok(store.write(|c| {
        let before = text(&store::load_embedding(c)?);
        if !apply(c, change)? {
            return Ok(false);
        }
        let after = text(&store::load_embedding(c)?);
        let subject = match &scope {
            Scope::Area(code) => format!("area:{code}"),
            Scope::Association(id) => format!("{id}/embedding"),
        };
        let deed = Deed { actor, action, subject, at };
        note(c, deed, (Some(before.as_bytes()), Some(after.as_bytes())), json!({}))?;
        record(c, None, at)?;
        Ok(true)
    })?)
}

fn apply(c: &mut Connection, change: &EmbeddingChange) -> Result<bool, store::Error> {
    match change {
        EmbeddingChange::Allow(scope, origins) => store::allow_frames(c, scope, origins).map(|()| true),
        EmbeddingChange::Open(scope) => store::open_frames(c, scope).map(|_| true),
        EmbeddingChange::Map(area, map) => store::put_related_map(c, area, map).map(|()| true),
        EmbeddingChange::Unmap(area, url) => store::remove_related_map(c, area, url),
    }
}

fn text(embedding: &Embedding) -> String {
    let framers = embedding.framers.iter().map(|(scope, origins)| {
        json!([scope.to_string(), origins.iter().map(Origin::as_str).collect::<Vec<_>>()]).to_string()
    });
    let maps = embedding.related.iter().flat_map(|(area, maps)| {
        maps.iter().map(move |map| json!([area, map.url, map.title, map.title_en]).to_string())
    });
    framers.chain(maps).collect::<Vec<_>>().join("\n")
}
