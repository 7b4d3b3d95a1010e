//! `yoruyaku embedding`: which sites may frame lists, and which other maps an area has.

use std::io::{self, Write};

use clap::Subcommand;

use super::{Failure, open};
use crate::{
    config::Config,
    directory::{Origin, RelatedMap, Scope},
    publish::{self, EmbeddingChange},
    store::{self, Store},
};

#[derive(Debug, Subcommand)]
pub(super) enum EmbeddingCommand {
    /// What is set.
    List,
    /// Let only these sites, and those allowed before, frame the lists of an area or an association.
    Allow {
        /// The area's code (13112) or the association's short name (setagaya).
        scope: String,
        /// The sites, such as `https://www.city.example.lg.jp` or `https://*.example.jp`.
        #[arg(required = true)]
        origins: Vec<String>,
    },
    /// Let every site frame them again.
    Open {
        /// The area's code or the association's short name.
        scope: String,
    },
    /// Show another map on the page and the lists of an area.
    Map {
        /// The area's code.
        area: String,
        /// The map's address.
        url: String,
        /// Its name in Japanese.
        #[arg(long)]
        title: String,
        /// Its name in English.
        #[arg(long, default_value = "")]
        title_en: String,
    },
    /// Show it no more.
    Unmap {
        /// The area's code.
        area: String,
        /// The map's address.
        url: String,
    },
}

pub(super) fn run(config: &Config, command: EmbeddingCommand) -> Result<u8, Failure> {
    let (store, _) = open(config)?;
    let at = config.clock.now().naive_utc();
    let write = |change: EmbeddingChange| publish::change_embedding(&store, &change, "cli", at);
    match command {
        EmbeddingCommand::List => list(&store)?,
        EmbeddingCommand::Allow { scope, origins } => {
            let scope = read_scope(&scope)?;
            let origins = origins.iter().map(|text| read_origin(text)).collect::<Result<Vec<_>, _>>()?;
            write(EmbeddingChange::Allow(scope, origins))?;
        }
        EmbeddingCommand::Open { scope } => {
            write(EmbeddingChange::Open(read_scope(&scope)?))?;
        }
        EmbeddingCommand::Map { area, url, title, title_en } => {
            let area = read_area(&area)?;
            let map = RelatedMap::new(&title, &title_en, &url).ok_or_else(|| {
                Failure::refused(format!("{url:?}: a map has a name of 1-100 characters and an address https://…"))
            })?;
            write(EmbeddingChange::Map(area, map))?;
        }
        EmbeddingCommand::Unmap { area, url } => {
            if !write(EmbeddingChange::Unmap(area.clone(), url.clone()))? {
                return Err(Failure::refused(format!("{area} has no map {url:?}")));
            }
        }
    }
    Ok(0)
}

fn list(store: &Store) -> Result<(), Failure> {
    let embedding = store.read(store::load_embedding)?;
    let mut out = io::stdout();
    for (scope, origins) in &embedding.framers {
        let origins: Vec<&str> = origins.iter().map(Origin::as_str).collect();
        writeln!(out, "{scope}\tframe\t{}", origins.join(" "))?;
    }
    for (area, maps) in &embedding.related {
        for map in maps {
            writeln!(out, "{area}\tmap\t{}\t{}\t{}", map.url, map.title, map.title_en)?;
        }
    }
    Ok(())
}

fn read_scope(text: &str) -> Result<Scope, Failure> {
    Scope::new(text).ok_or_else(|| Failure::refused(format!("{text:?}: an area's code or an association's short name")))
}

fn read_area(text: &str) -> Result<String, Failure> {
    match Scope::new(text) {
        Some(Scope::Area(code)) => Ok(code),
        _ => Err(Failure::refused(format!("{text:?}: a municipality code is five digits, such as 13112"))),
    }
}

fn read_origin(text: &str) -> Result<Origin, Failure> {
    Origin::new(text).ok_or_else(|| {
        Failure::refused(format!("{text:?}: a site is https:// and its name, such as https://www.city.example.lg.jp"))
    })
}
