//! What an operator has set about lists that other sites take in.

use diesel::{dsl::max, prelude::*};

use super::{
    Connection, Error, on,
    schema::{frame_origins, related_maps},
};
use crate::directory::{Embedding, Origin, RelatedMap, Scope};

#[derive(Queryable, Insertable, Selectable)]
#[diesel(table_name = related_maps)]
struct RelatedMapRow {
    area_code: String,
    url: String,
    title: String,
    title_en: String,
    position: i32,
}

/// All of it.
///
/// # Errors
/// When the database refuses, or holds what this version would not have stored.
pub fn load_embedding(connection: &mut Connection) -> Result<Embedding, Error> {
    let corrupt = |what: &str| Error::Corrupt(format!("embedding {what}"));
    let mut embedding = Embedding::default();
    let origins: Vec<(String, String)> = on!(connection, c => frame_origins::table
        .order((frame_origins::scope, frame_origins::origin))
        .select((frame_origins::scope, frame_origins::origin))
        .load(c))?;
    for (scope, origin) in origins {
        let known = Scope::new(&scope).zip(Origin::new(&origin)).ok_or_else(|| corrupt(&scope))?;
        embedding.framers.entry(known.0).or_default().push(known.1);
    }
    let maps: Vec<RelatedMapRow> = on!(connection, c => related_maps::table
        .order((related_maps::area_code, related_maps::position, related_maps::url))
        .select(RelatedMapRow::as_select())
        .load(c))?;
    for row in maps {
        let map = RelatedMap::new(&row.title, &row.title_en, &row.url).ok_or_else(|| corrupt(&row.url))?;
        embedding.related.entry(row.area_code).or_default().push(map);
    }
    Ok(embedding)
}

/// Lets these sites, too, frame the lists of `scope`; from the first on, no other may.
///
/// # Errors
/// When the database refuses.
pub fn allow_frames(connection: &mut Connection, scope: &Scope, origins: &[Origin]) -> Result<(), Error> {
    let scope = scope.to_string();
    for origin in origins {
        let row = (frame_origins::scope.eq(&scope), frame_origins::origin.eq(origin.as_str()));
        on!(connection, c => diesel::insert_into(frame_origins::table)
            .values(row)
            .on_conflict((frame_origins::scope, frame_origins::origin))
            .do_nothing()
            .execute(c))?;
    }
    Ok(())
}

/// Lets every site frame the lists of `scope` again; returns how many had been named.
///
/// # Errors
/// When the database refuses.
pub fn open_frames(connection: &mut Connection, scope: &Scope) -> Result<usize, Error> {
    let of_scope = frame_origins::table.filter(frame_origins::scope.eq(scope.to_string()));
    Ok(on!(connection, c => diesel::delete(of_scope).execute(c))?)
}

/// Adds a map to those of an area, behind the others, or names the one of that address anew.
///
/// # Errors
/// When the database refuses.
pub fn put_related_map(connection: &mut Connection, area_code: &str, map: &RelatedMap) -> Result<(), Error> {
    let of_area = related_maps::table.filter(related_maps::area_code.eq(area_code));
    let last: Option<i32> = on!(connection, c => of_area.select(max(related_maps::position)).first(c))?;
    let row = RelatedMapRow {
        area_code: area_code.to_owned(),
        url: map.url.clone(),
        title: map.title.clone(),
        title_en: map.title_en.clone(),
        position: last.unwrap_or(0) + 1,
    };
    on!(connection, c => diesel::insert_into(related_maps::table)
        .values(&row)
        .on_conflict((related_maps::area_code, related_maps::url))
        .do_update()
        .set((related_maps::title.eq(&row.title), related_maps::title_en.eq(&row.title_en)))
        .execute(c))?;
    Ok(())
}

/// Takes a map from those of an area; whether it was there.
///
/// # Errors
/// When the database refuses.
pub fn remove_related_map(connection: &mut Connection, area_code: &str, url: &str) -> Result<bool, Error> {
    let this = related_maps::table.filter(related_maps::area_code.eq(area_code)).filter(related_maps::url.eq(url));
    Ok(on!(connection, c => diesel::delete(this).execute(c))? > 0)
}
