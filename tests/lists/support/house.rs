//! The binary, serving a database of its own with the demonstration in it.

use std::{
    future::Future,
    io::{BufRead, BufReader, Write},
    process::{Child, Command, Stdio},
};

use tempfile::TempDir;

use super::Client;

/// A database, and the processes that serve it.
pub struct House {
    folder: TempDir,
    database: String,
    serving: Vec<Child>,
}

impl Drop for House {
    fn drop(&mut self) {
        for child in &mut self.serving {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Tells `story` on SQLite, and on a new schema of PostgreSQL where there is one; there alone, when
/// `YORUYAKU_TEST_TOLD_ON_SQLITE` says that every story was told on SQLite a moment ago.
pub async fn on_each_database<F: Future<Output = ()>>(story: impl Fn(House) -> F) {
    let setting = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let postgres = setting("YORUYAKU_TEST_DATABASE_URL");
    if postgres.is_none() || setting("YORUYAKU_TEST_TOLD_ON_SQLITE").is_none() {
        let folder = tempfile::tempdir().unwrap();
        let sqlite = format!("sqlite://{}/yoruyaku.db", folder.path().display());
        story(House { folder, database: sqlite, serving: Vec::new() }).await;
    }
    match postgres {
        Some(url) => {
            let separator = if url.contains('?') { '&' } else { '?' };
            let database = format!("{url}{separator}options=-csearch_path%3Dlists_{}", uuid::Uuid::now_v7().simple());
            story(House { folder: tempfile::tempdir().unwrap(), database, serving: Vec::new() }).await;
        }
        None => println!("skipped on PostgreSQL: YORUYAKU_TEST_DATABASE_URL is not set"),
    }
}

impl House {
    /// A command of the binary on this database.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yoruyaku"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("YORUYAKU_DATABASE_URL", &self.database)
            .env("YORUYAKU_LISTEN", "127.0.0.1:0")
            .env("YORUYAKU_WORKERS", "2")
            .env("YORUYAKU_LOG", "warn");
        command
    }

    /// Runs a command that succeeds, and returns what it wrote.
    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// Runs a command that succeeds, giving it `input`.
    #[track_caller]
    pub fn run_with(&self, arguments: &[&str], input: &str) {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        assert!(child.wait().unwrap().success(), "{arguments:?}");
    }

    /// Serves, with the demonstration, and returns a client without a token.
    pub fn serve(&mut self) -> Client {
        self.serve_with(&[])
    }

    /// Serves with these settings.
    pub fn serve_with(&mut self, settings: &[(&str, &str)]) -> Client {
        let mut command = self.command(&["serve", "--demo"]);
        let mut child = command.envs(settings.iter().copied()).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        // All three addresses are read: a pipe closed too early would end the server.
        let addresses: Vec<String> = lines.take(3).collect();
        let address = addresses.iter().find_map(|line| Some(line.split_once("page  ")?.1.trim().trim_end_matches('/')));
        self.serving.push(child);
        Client::new(address.expect("it prints the address of its page").to_owned())
    }

    /// A folder of its own.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// The bytes of every file that the house has kept: of its database when that is a file.
    pub fn kept(&self) -> Vec<u8> {
        let files = std::fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        files.filter(|path| path.is_file()).flat_map(|path| std::fs::read(path).unwrap()).collect()
    }

    /// Kills the process that was started last, as a power cut would.
    pub fn kill(&mut self) {
        let mut child = self.serving.pop().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// A new token of that authority.
    #[track_caller]
    pub fn token(&self, authority: &str) -> String {
        self.run(&["token", "create", "--name", "test", "--authority", authority])
    }
}
