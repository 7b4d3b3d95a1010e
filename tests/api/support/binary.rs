//! The built binary with a database of its own: SQLite, or a schema of the PostgreSQL that
//! `YORUYAKU_TEST_DATABASE_URL` names.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use diesel::{Connection, PgConnection, RunQueryDsl, SqliteConnection};
use tempfile::TempDir;

use super::{Client, NOW};

/// `yoruyaku serve --demo`, stopped when dropped.
pub struct Binary {
    pub client: Client,
    database_url: String,
    _folder: TempDir,
    child: Child,
}

impl Binary {
    /// Starts it at [`NOW`] on a free port.
    pub fn serve() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = match std::env::vars().find(|(name, url)| name == "YORUYAKU_TEST_DATABASE_URL" && !url.is_empty()) {
            Some((_, url)) => {
                let separator = if url.contains('?') { '&' } else { '?' };
                format!("{url}{separator}options=-csearch_path%3Dapi_{}", uuid::Uuid::now_v7().simple())
            }
            None => format!("sqlite://{}/yoruyaku.db", folder.path().display()),
        };
        let mut child = Command::new(env!("CARGO_BIN_EXE_yoruyaku"))
            .args(["serve", "--demo"])
            .env("YORUYAKU_DATABASE_URL", &url)
            .env("YORUYAKU_LISTEN", "127.0.0.1:0")
            .env("YORUYAKU_CLOCK", NOW)
            .env("YORUYAKU_LOG", "warn")
            .env("YORUYAKU_WORKERS", "1")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        // Read to its last line: a pipe closed too early would stop it.
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let address = lines.find_map(|line| Some(line.strip_prefix("docs  ")?.to_owned())).unwrap();
        let port = address.trim_end_matches("/docs/").rsplit(':').next().unwrap().parse().unwrap();
        Self { client: Client::new(port), database_url: url, _folder: folder, child }
    }

    /// Does something to its database that it doesn't know of.
    pub fn sabotage(&self, statement: &str) {
        let url = &self.database_url;
        if let Some(path) = url.strip_prefix("sqlite://") {
            diesel::sql_query(statement).execute(&mut SqliteConnection::establish(path).unwrap()).unwrap();
        } else {
            diesel::sql_query(statement).execute(&mut PgConnection::establish(url).unwrap()).unwrap();
        }
    }

    /// Asks it to stop as an operator does, and tells how it ended.
    pub fn stop(mut self) -> Option<i32> {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(told.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Binary {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
