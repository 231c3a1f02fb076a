using Microsoft.Data.Sqlite;

namespace Fleet.Controller.History.Writing;

/// <summary>Puts many units into one transaction: one fsync for all of them.</summary>
internal sealed class GroupCommit(WriteSession session)
{
    // Result codes that say a statement is wrong, not the database: https://www.sqlite.org/rescode.html
    private const int Constraint = 19;
    private const int Mismatch = 20;

    /// <summary>Writes and commits. A unit that refuses is taken back alone; a failure of the disk or the database fails every unit. Returns that failure, or null.</summary>
    public SqliteException? Commit(IReadOnlyList<CommitUnit> units)
    {
        var written = new List<CommitUnit>(units.Count);
        try
        {
            session.Run("BEGIN IMMEDIATE");
            foreach (var unit in units)
            {
                if (TryWrite(unit))
                {
                    written.Add(unit);
                }
            }

            session.Run("COMMIT");
        }
        catch (SqliteException failure)
        {
            TryRollback();
            var reason = new CommitFailedException(
                $"the database did not take a commit: {failure.Message}",
                failure
            );
            foreach (var unit in units)
            {
                unit.Failed(reason);
            }

            return failure;
        }

        foreach (var unit in written)
        {
            unit.Committed();
        }

        return null;
    }

    private bool TryWrite(CommitUnit unit)
    {
        session.Run("SAVEPOINT unit");
        try
        {
            unit.Write(session);
            session.Run("RELEASE unit");
            return true;
        }
        catch (Exception refusal)
            when (refusal is not SqliteException { SqliteErrorCode: not (Constraint or Mismatch) })
        {
            session.Run("ROLLBACK TO unit");
            session.Run("RELEASE unit");
            unit.Failed(refusal);
            return false;
        }
    }

    private void TryRollback()
    {
        try
        {
            session.Run("ROLLBACK");
        }
        catch (SqliteException alreadyRolledBack) when (alreadyRolledBack.SqliteErrorCode == 1)
        {
            // SQLite itself rolls back on a full disk (lang_transaction.html, "Response To Errors Within A Transaction").
        }
    }
}
